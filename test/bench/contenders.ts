import { artalk } from './artalk.ts';
import type { Contender } from './contender.ts';
import { element, preloaded, repeated } from './element.ts';
import { staticHtml } from './static-html.ts';
import { twikoo } from './twikoo.ts';
import { waline } from './waline.ts';

/** In the order of the report. */
export const contenders: readonly Contender[] = [staticHtml, preloaded, element, repeated, waline, artalk, twikoo];
