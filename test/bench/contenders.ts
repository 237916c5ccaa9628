import { artalk } from './artalk.ts';
import type { Contender } from './contender.ts';
import { element, preloaded, repeated } from './element.ts';
import { staticHtml } from './static-html.ts';
import { twikoo } from './twikoo.ts';
import { variants } from './variants.ts';
import { waline } from './waline.ts';

/** The three ways a reader meets this element. */
export const ways: readonly Contender[] = [preloaded, element, repeated];

/** In the order of the report. */
export const contenders: readonly Contender[] = [staticHtml, ...ways, waline, artalk, twikoo];

/** All that is visited, in turn. */
export const visited: readonly Contender[] = [...contenders, ...variants];
