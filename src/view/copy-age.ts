import { nothing } from 'lit/html.js';
import type { ThreadState } from '../store/thread-state.ts';
import type { ViewContext } from './view-context.ts';

/** Milliseconds: a copy is not called older than it is, but no copy is from “now”. */
const youngest = 60_000;

/** Of when what is shown is, where the endpoint has not answered in this visit. */
export const copyAge = ({ savedAt }: ThreadState, { messages, formats }: ViewContext): unknown =>
  savedAt === null
    ? nothing
    : messages.savedCopy(formats.relative(Math.min(savedAt, Date.now() - youngest), Date.now()));
