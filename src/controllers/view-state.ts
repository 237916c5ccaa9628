import { initialViewState, type OpenComposer, type ViewState } from '../view/notes.ts';

const toggled = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const changed = new Set(ids);
  if (!changed.delete(id)) changed.add(id);
  return changed;
};

const without = (ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> =>
  gone.some((id) => ids.has(id)) ? new Set([...ids].filter((id) => !gone.includes(id))) : ids;

/** What the reader has collapsed, opened and marked; tells its owner of every change. */
export class ViewStateHolder {
  readonly #onChange: () => void;
  #state: ViewState = initialViewState;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): ViewState {
    return this.#state;
  }

  /** Forgets everything, for another thread. */
  reset(): void {
    this.#change(initialViewState);
  }

  toggleCollapsed(id: string): void {
    this.#change({ collapsed: toggled(this.#state.collapsed, id) });
  }

  /** Opens whatever hides a comment. */
  uncollapse(ids: readonly string[]): void {
    this.#change({ collapsed: without(this.#state.collapsed, ids) });
  }

  expand(id: string): void {
    this.#change({ expanded: new Set(this.#state.expanded).add(id) });
  }

  mark(id: string): void {
    this.#change({ marked: id });
  }

  askToRemove(id: string | null, hasFailed = false): void {
    this.#change({ removing: id === null ? null : { id, hasFailed } });
  }

  openComposer(id: string, composer: OpenComposer): void {
    this.#change({ composers: new Map(this.#state.composers).set(id, composer) });
  }

  closeComposer(id: string): void {
    const composers = new Map(this.#state.composers);
    if (composers.delete(id)) this.#change({ composers });
  }

  #change(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange();
  }
}
