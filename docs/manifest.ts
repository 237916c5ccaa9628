/** What the source says of its elements, through the analyzer that also makes the published manifest. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
}

interface Typed extends Described {
  readonly type?: { readonly text: string };
}

export interface Member extends Typed {
  readonly kind: 'field' | 'method';
  readonly static?: boolean;
  readonly attribute?: string;
  readonly parameters?: readonly (Typed & { readonly optional?: boolean })[];
  readonly return?: { readonly type?: { readonly text: string } };
}

/** A class of the manifest, as far as the tables need it. */
export interface Declaration extends Described {
  readonly kind: string;
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly (Typed & { readonly fieldName?: string })[];
  readonly events?: readonly Typed[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

/** Analyses the source anew; the declarations of all its elements and events. */
export const readDeclarations = (): Declaration[] => {
  const folder = 'node_modules/.cache/manifest';
  const analyzer = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  execFileSync(
    process.execPath,
    [analyzer, 'analyze', '--config', 'docs/custom-elements-manifest.config.js', '--outdir', folder],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const manifest = JSON.parse(readFileSync(join(root, folder, 'custom-elements.json'), 'utf8')) as {
    modules: { declarations: Declaration[] }[];
  };
  return manifest.modules.flatMap(({ declarations }) => declarations);
};
