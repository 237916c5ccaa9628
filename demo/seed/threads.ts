import type { SeedThread } from '../endpoint/seed.ts';
import { article } from './article.ts';
import { bare } from './bare.ts';
import { rtl } from './rtl.ts';
import { bench, frost, libraryVan, nightTrain, seedSwap } from './small-threads.ts';

/** What a fresh demo holds: a thread for every page of `demo/pages`, except the one that is meant to be empty. */
export const threads: readonly SeedThread[] = [article, bare, rtl, libraryVan, seedSwap, nightTrain, bench, frost];
