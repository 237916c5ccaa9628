/** What the built scripts load, read from the files themselves: who imports whom, at once or later, and the bytes on the wire. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parseSync } from 'vite';

export interface BuiltScript {
  /** Loaded together with this script. */
  readonly imports: readonly string[];
  /** Loaded when the code asks for it. */
  readonly later: readonly string[];
  readonly bytes: number;
  /** Bytes after brotli at its best quality, as a good server sends them. */
  readonly brotli: number;
}

/** The scripts of a folder by path, relative and with forward slashes. */
export type Bundle = ReadonlyMap<string, BuiltScript>;

/** The folder the scripts are built into. */
export const distFolder = join(import.meta.dirname, '../../dist');

/** The script-tag files under `folder`; what is only built when packing is left out. */
export const listBuiltFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((file) => !file.startsWith('modules/') && file !== 'custom-elements.json')
    .sort();

/** @throws when a script asks for another by a computed address: nobody could tell then what a page loads. */
export const readBundle = (folder: string): Bundle =>
  new Map(
    listBuiltFiles(folder)
      .filter((file) => file.endsWith('.js') && !file.endsWith('.classic.js'))
      .map((file) => [file, readScript(folder, file)]),
  );

const readScript = (folder: string, file: string): BuiltScript => {
  const source = readFileSync(join(folder, file), 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const resolve = (address: string) => posix.join(posix.dirname(file), address);
  return {
    imports: [
      ...module.staticImports.map((each) => each.moduleRequest.value),
      ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ].map(resolve),
    later: module.dynamicImports.map(({ moduleRequest: { start, end } }) => {
      const address = /^(["'`])(\.[^$]*)\1$/.exec(source.slice(start, end))?.[2];
      if (!address) throw new Error(`${file} imports a computed address: ${source.slice(start, end)}`);
      return resolve(address);
    }),
    bytes: Buffer.byteLength(source),
    brotli: brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).byteLength,
  };
};

/** The scripts that are loaded when `entries` are, themselves included. */
export const loadedWith = (bundle: Bundle, entries: Iterable<string>): Set<string> => {
  const loaded = new Set(entries);
  for (const file of loaded) {
    const script = bundle.get(file);
    if (!script) throw new Error(`${file} is imported but not built`);
    for (const each of script.imports) loaded.add(each);
  }
  return loaded;
};
