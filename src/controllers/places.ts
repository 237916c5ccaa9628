/** Where the forms of a thread stand, and where in it the reader is. */
import type { ReactiveController } from 'lit';
import type { DraftSession } from '../store/draft-session.ts';
import { findComment } from '../store/paging.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import { selectorOf } from '../view/comment-name.ts';
import type { Composer } from './composer.ts';
import type { CompleteContext } from './conversation-context.ts';
import type { ViewStateHolder } from './view-state.ts';

/** Made with the forms of a thread. */
export class Places implements ReactiveController {
  readonly #store: ThreadStore;
  readonly #view: ViewStateHolder;
  readonly #context: CompleteContext;
  readonly #onChange: () => Promise<void>;
  /** The forms that have no place on the page but in the outbox. */
  readonly #unplaced = new Set<Composer>();
  /** The comment the reader was at when last something was rendered; '' for none. */
  #at = '';

  /** @param onChange Renders the outbox, which holds what has no place elsewhere. */
  constructor(store: ThreadStore, view: ViewStateHolder, context: CompleteContext, onChange: () => Promise<void>) {
    this.#store = store;
    this.#view = view;
    this.#context = context;
    this.#onChange = onChange;
    context.host.addController(this);
  }

  get root(): ShadowRoot {
    return this.#context.host.renderRoot;
  }

  /** The form with a draft's words, where it stands in the outbox; else null. */
  formOf(id: string): HTMLElement | null {
    return [...this.#unplaced].find(({ session }) => session.draft.id === id)?.element ?? null;
  }

  /** Whether the keyboard was at a comment that has left the page, and has gone nowhere since. */
  hasLost(id: string): boolean {
    return this.#at === id && !this.root.activeElement && document.activeElement === document.body;
  }

  hostUpdate(): void {
    const id = this.root.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id !== undefined || this.root.querySelector(selectorOf(this.#at))) this.#at = id ?? '';
  }

  /**
   * Shows a form at a comment, whatever page it is on, or where it always is for null; in the outbox when there is no
   * such place. Goes there, but never out of a field the reader is in by then. Resolves to whether it is shown.
   */
  async show(composer: Composer, at: string | null): Promise<boolean> {
    const { host, nameComment, open } = this.#context;
    const { element, session } = composer;
    if (this.leave(composer)) await this.#onChange();
    if (at !== null && !nameComment(at)) await findComment(this.#store, at);
    await host.updateComplete;
    open(at ?? '');
    if (at !== null) this.#view.openComposer(at, { element, isEditing: session.draft.edit });
    await host.updateComplete;
    if (!this.root.contains(element)) {
      this.#unplaced.add(composer);
      await this.#onChange();
      await host.updateComplete;
    }
    const field = this.root.activeElement ?? document.activeElement;
    if (!field?.matches('input, textarea')) composer.focus();
    return this.root.contains(element);
  }

  /**
   * Puts a draft back into its form. Where other words stand in that, they change places, and at the foot those are
   * the next ones the form opens; but not under the hands of who writes there and did not ask. Resolves to whether it is shown.
   */
  async reopen(composer: Composer, session: DraftSession, at: string | null, isAsked: boolean): Promise<boolean> {
    const isOther = composer.session.draft.id !== session.draft.id;
    if (isOther && !isAsked && !composer.isEmpty && composer.element.contains(this.root.activeElement)) return false;
    if (isOther || (composer.session !== session && composer.isFollowing)) {
      // Words that cannot be kept stay where they can be seen.
      if (!(await composer.flush())) return false;
      composer.open(session);
    }
    return this.show(composer, at);
  }

  /** Takes a form out of the outbox; whether it was there. */
  leave(composer: Composer): boolean {
    return this.#unplaced.delete(composer);
  }

  /** Lets go of the element. */
  close(): void {
    this.#context.host.removeController(this);
  }
}
