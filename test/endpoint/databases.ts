import { openDatabase, type OpenDatabase } from '../../demo/endpoint/database.ts';
import { startPostgres } from './postgres.ts';

const openPostgres = async (): Promise<OpenDatabase> => {
  const postgres = await startPostgres();
  const { close, ...open } = await openDatabase({ url: postgres.url });
  return {
    ...open,
    async close() {
      await close();
      await postgres.stop();
    },
  };
};

/** Both kinds of database that an endpoint may have, each empty. */
export const databases: readonly (readonly [string, () => Promise<OpenDatabase>])[] = [
  ['PGlite', () => openDatabase('memory')],
  ['Postgres', openPostgres],
];
