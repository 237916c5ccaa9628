/**
 * The import for a site's own service worker: what guests have queued is sent from Background Sync when the
 * last tab has closed. Built as one file that works by `importScripts` and by `import`.
 */
import { nativeAdapter } from './adapters/native.ts';
import { IndexedRecords } from './storage/indexed-records.ts';
import { announceWorker, parseSyncTag, sendQueued } from './store/background.ts';

/** What of a service worker's scope is used; the DOM library knows only pages. */
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  addEventListener(type: 'activate' | 'sync', listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent extends Event {
  /** The name of a sync. */
  readonly tag: string;
  waitUntil(work: Promise<void>): void;
}

const worker = self as unknown as WorkerScope;
// Without what stands in for it on pages: a worker has no localStorage, and nobody there to keep words for.
const records = new IndexedRecords();

worker.addEventListener('activate', (event) =>
  event.waitUntil(announceWorker(records, worker.registration.scope, location.href)),
);

worker.addEventListener('sync', (event) => {
  const tag = parseSyncTag(event.tag);
  if (!tag) return;
  const adapter = nativeAdapter({ endpoint: tag.endpoint, getToken: async () => null });
  event.waitUntil(sendQueued(tag, adapter, records));
});
