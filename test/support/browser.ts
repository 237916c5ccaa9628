/** For tests that run in a page: the network, media features and further tabs. */
import { executeServerCommand } from '@web/test-runner-commands';
import type { BrowserCommands, RunOptions } from './browser-commands.ts';

const send = <Name extends keyof BrowserCommands>(
  name: Name,
  ...payload: Parameters<BrowserCommands[Name]>
): ReturnType<BrowserCommands[Name]> => executeServerCommand(name, payload[0]) as ReturnType<BrowserCommands[Name]>;

/** Cuts the page's network or gives it back; `online` and `offline` events and `navigator.onLine` follow. */
export const setOffline = (offline: boolean): Promise<void> => send('network:offline', offline);

/** Such as `{ 'prefers-color-scheme': 'dark' }`; features that are not named go back to the browser's own. */
export const emulateMedia = (features: Readonly<Record<string, string>>): Promise<void> =>
  send(
    'media:emulate',
    Object.entries(features).map(([name, value]) => ({ name, value })),
  );

/** How many bytes this origin may keep; null for as many as the browser gives. No less than 1: 0 is taken for no limit. */
export const limitQuota = (bytes: number | null): Promise<void> => send('quota:limit', bytes);

/** What whoever started the tests asked for. */
export const runOptions = (): Promise<RunOptions> => send('run:options');

export interface Tab {
  /** Evaluates an expression in the tab and resolves to its value, which must survive JSON. */
  evaluate(script: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a second tab of the same browser profile, at an address relative to this page. */
export const openTab = async (address: string): Promise<Tab> => {
  const id = await send('tab:open', address);
  return {
    evaluate: (script) => send('tab:evaluate', { id, script }),
    close: () => send('tab:close', id),
  };
};

/** Brings this page back in front of the tabs opened since. */
export const bringToFront = (): Promise<void> => send('tab:front');
