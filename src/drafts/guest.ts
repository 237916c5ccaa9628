import type { GuestAuthor } from '../adapters/adapter.ts';
import type { RecordStore } from '../storage/record-store.ts';

const KEY = 'guest';

/** Keeps a guest's name, e-mail and website on this device; only ever at their own wish. */
export const rememberGuest = async (records: RecordStore, guest: GuestAuthor): Promise<void> => {
  await records.transact([], () => new Map([[KEY, guest]]));
};

/** Who a guest said they were, or null where nobody asked to be remembered. */
export const recallGuest = async (records: RecordStore): Promise<GuestAuthor | null> =>
  (await records.list<GuestAuthor>(KEY))[0] ?? null;

/** Forgets the guest, as soon as they untick the box. */
export const forgetGuest = async (records: RecordStore): Promise<void> => {
  await records.transact([], () => new Map([[KEY, undefined]]));
};
