import { LayeredRecords } from './layered-records.ts';
import type { RecordStore } from './record-store.ts';

let shared: RecordStore | undefined;

/** The page's one record store; the database is opened at its first call. */
export const openRecords = (): RecordStore => (shared ??= new LayeredRecords());
