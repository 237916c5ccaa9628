import type { Platform } from './globals.ts';
import type { Recipient } from './scheduler.ts';

/** A tab, as those see it who carry its requests and judge what it does. */
export interface Actor extends Recipient, Platform {
  /** Its place in the browser, and which life it lives there. */
  readonly name: string;
  /** One step of its work; false when it was its last. */
  burn(): boolean;
}
