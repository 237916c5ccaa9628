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

/** What whoever started the tests asked for. */
export const runOptions = (): Promise<RunOptions> => send('run:options');

export interface Tab {
  /** Evaluates an expression in the tab and resolves to its value, which must survive JSON. */
  evaluate(script: string): Promise<unknown>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a second tab at an address relative to this page: of the same browser profile, or, where a quota in bytes is
 * given, of a profile of its own that has no more room than that (1 for none; 0 would be taken for no limit).
 */
export const openTab = async (address: string, quota: number | null = null): Promise<Tab> => {
  const id = await send('tab:open', { address, quota });
  return {
    evaluate: (script) => send('tab:evaluate', { id, script }),
    reload: () => send('tab:reload', id),
    close: () => send('tab:close', id),
  };
};

/** Brings this page back in front of the tabs opened since. */
export const bringToFront = (): Promise<void> => send('tab:front');
