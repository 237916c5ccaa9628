/**
 * Background Sync, the page's half: asks the browser to wake the site's service worker when there is a
 * network, for the last tab may be closed by then. Only a worker that has imported background-sync.js
 * is asked for it; it says so in the records when it is activated (background.ts).
 */
import type { RecordStore } from '../storage/record-store.ts';
import type { ThreadStore } from './thread-store.ts';

/** What the keys of workers' records begin with; each holds the address of a worker's script. */
export const WORKER = 'worker:';

/** What the names of our syncs begin with; then the time to edit, in seconds, and the endpoint. */
export const SYNC = 'comment-thread:';

/** Known to Chromium only, and to no type of the DOM library. */
interface SyncRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Has a guest's words sent even if no page is left to send them, where that can be. Never asks the reader, never rejects. */
export const askForSync = async ({ adapter, endpoint, state }: ThreadStore, records: RecordStore): Promise<void> => {
  if (adapter.protocol !== 'native' || state.mine) return;
  try {
    // Missing in insecure contexts, whatever the types say.
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    const registration = (await container?.getRegistration()) as SyncRegistration | undefined;
    const script = registration?.active?.scriptURL;
    if (script && (await records.list<string>(WORKER)).includes(script))
      await registration.sync?.register(`${SYNC}${state.policy?.editSeconds ?? 0} ${endpoint}`);
  } catch {
    // Forbidden by the reader or the frame: the words go out when the site is next opened.
  }
};
