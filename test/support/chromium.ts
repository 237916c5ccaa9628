/**
 * A Chromium for the tests: the one `CHROME_PATH` names, an installed Chrome, Chromium or Edge,
 * or the one inside the package @sparticuz/chromium, which needs no library of the system.
 * `CHROME_PATH=packaged` asks for the last.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from 'puppeteer-core';
import manifest from '../../package.json' with { type: 'json' };

/** Older ones lack what the element is allowed to use. */
const oldestMajor = 120;

const onPath = (names: readonly string[]): string[] =>
  (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));

const candidates = (): string[] => {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Google Chrome for Testing']
      .map((name) => `Applications/${name}.app/Contents/MacOS/${name}`)
      .flatMap((app) => [join('/', app), join(process.env['HOME'] ?? '/', app)]);
  }
  if (process.platform === 'win32') {
    return ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].flatMap((name) =>
      ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .flatMap((variable) => process.env[variable] ?? [])
        .map((folder) => join(folder, name, 'Application', name.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe')),
    );
  }
  return onPath([
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ]);
};

/** Whether it starts and is new enough; some systems have a placeholder of that name that only asks to be installed. */
const works = (path: string): boolean => {
  if (process.platform === 'win32') return true; // there it would open a window instead of saying its version
  try {
    const version = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/ (\d+)\.\d/.exec(version)?.[1]) >= oldestMajor;
  } catch {
    return false;
  }
};

/**
 * Unpacks the package's browser once, beside node_modules' other caches. The package itself unpacks
 * into the temporary folder and takes for whole whatever lies there, hence a folder of its own that
 * gets its name when everything is in it; and it changes the environment, hence a process of its own.
 */
const unpack = (): string => {
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  const folder = join(cache, `chromium-${manifest.devDependencies['@sparticuz/chromium']}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, 'chromium-'));
  try {
    const script = `await (await import('@sparticuz/chromium')).default.executablePath()`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: import.meta.dirname,
      // Its libraries come along only where it believes that it runs on Lambda.
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was first
  }
  return folder;
};

/**
 * Its own fonts are looked for where Lambda has them; without any font Chromium 147 dies of a text field.
 * Written at every start, since node_modules may have been moved.
 */
const configureFonts = (folder: string): string => {
  const file = join(folder, 'fonts.conf');
  const folders = [join(folder, 'fonts/fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = [...folders.map((each) => `<dir>${each}</dir>`), `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`];
  writeFileSync(
    file,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${lines.join('\n')}\n</fontconfig>\n`,
  );
  return file;
};

/** No sandbox where Chromium refuses to start with one: as root, and in the containers of a CI. */
const needsNoSandbox = process.getuid?.() === 0 || Boolean(process.env['CI']);

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const packagedChromium = (): LaunchOptions => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found. Install one, or name it by CHROME_PATH.');
  }
  const folder = unpack();
  const libraries = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean).join(delimiter);
  return {
    executablePath: join(folder, 'chromium'),
    headless: 'shell',
    args: ['--no-sandbox', ...quiet],
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: configureFonts(folder) },
  };
};

/** What puppeteer starts the tests' browser with. @throws when there is none to start. */
export const findChromium = (): LaunchOptions => {
  const named = process.env['CHROME_PATH'];
  if (named === 'packaged') return packagedChromium();
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names ${named}, and there is no such file.`);
  const path = named ?? candidates().find((candidate) => existsSync(candidate) && works(candidate));
  if (!path) return packagedChromium();
  return { executablePath: path, headless: true, args: needsNoSandbox ? ['--no-sandbox', ...quiet] : quiet };
};
