/**
 * What `<comment-thread>` needs of LitElement, at a quarter of its bytes: reactive properties in Lit's notation,
 * one render a microtask, and a host for Lit's controllers. Templates are Lit's own. LitElement would
 * be a seventh of all that may load before the first comment, most of it for what is not used here.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { render } from 'lit/html.js';
import type { StyleSheetSource } from '../view/stylesheet.ts';

/** How a property is set by an attribute. */
export interface PropertyOptions {
  /** The attribute's name, or false for none. @default the property's name in lower case */
  readonly attribute?: string | false;
  /** What the attribute's text is turned into. @default String */
  readonly type?: typeof Number | typeof Boolean;
}

type Values = Record<string, unknown>;

const toValue = (text: string | null, { type }: PropertyOptions): unknown => {
  if (type === Boolean) return text !== null;
  return type === Number && text !== null ? Number(text) : text;
};

/** Extend it with static `properties` and `styles`, and declare the properties without initialising them. */
export abstract class TemplatedElement extends HTMLElement implements ReactiveControllerHost {
  static readonly properties: Readonly<Record<string, PropertyOptions>> = {};
  static readonly styles: StyleSheetSource;

  /** Asked once, when the element is registered: the moment to put accessors in the place of its properties. */
  static get observedAttributes(): string[] {
    return Object.entries(this.properties).flatMap(([name, { attribute = name.toLowerCase() }]) => {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: TemplatedElement) {
          return this.#values[name];
        },
        set(this: TemplatedElement, value: unknown) {
          if (Object.is(value, this.#values[name])) return;
          this.#values[name] = value;
          this.#changed.add(name);
          this.requestUpdate();
        },
      });
      return attribute === false ? [] : [attribute];
    });
  }

  readonly renderRoot = this.attachShadow({ mode: 'open' });
  readonly #values: Values = {};
  /** What a page set before the script arrived; it hides the accessors until it has been taken over. */
  #early: Values = {};
  readonly #controllers = new Set<ReactiveController>();
  #changed = new Set<string>();
  /** Updates begin when the element first stands in a page. */
  #isPending = true;
  #updated: Promise<boolean> = Promise.resolve(true);

  constructor() {
    super();
    const { properties, styles } = this.constructor as typeof TemplatedElement;
    this.renderRoot.adoptedStyleSheets = [styles()];
    for (const name of Object.keys(properties)) {
      if (!Object.hasOwn(this, name)) continue;
      this.#early[name] = (this as unknown as Values)[name];
      Reflect.deleteProperty(this, name);
    }
  }

  /** Settles when what is shown is up to date. */
  get updateComplete(): Promise<boolean> {
    return this.#updated;
  }

  addController(controller: ReactiveController): void {
    this.#controllers.add(controller);
    if (this.isConnected) controller.hostConnected?.();
  }

  removeController(controller: ReactiveController): void {
    this.#controllers.delete(controller);
  }

  /** Renders before the next task; asking again until then changes nothing. */
  requestUpdate(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    const update = (): boolean => this.#update();
    this.#updated = this.#updated.then(update, update);
  }

  connectedCallback(): void {
    Object.assign(this, this.#early);
    this.#early = {};
    this.#tell('hostConnected');
    if (this.#changed.size) {
      this.#isPending = false;
      this.requestUpdate();
    }
  }

  disconnectedCallback(): void {
    this.#tell('hostDisconnected');
  }

  attributeChangedCallback(attribute: string, _: string | null, text: string | null): void {
    const { properties } = this.constructor as typeof TemplatedElement;
    for (const [name, options] of Object.entries(properties)) {
      if ((options.attribute ?? name.toLowerCase()) === attribute) {
        (this as unknown as Values)[name] = toValue(text, options);
      }
    }
  }

  /** Before rendering: `changed` names the properties that were set since. */
  protected abstract willUpdate(changed: ReadonlySet<string>): void;

  protected abstract render(): unknown;

  protected abstract updated(): void;

  #update(): boolean {
    const changed = this.#changed;
    this.#changed = new Set();
    try {
      this.willUpdate(changed);
      this.#tell('hostUpdate');
      render(this.render(), this.renderRoot);
    } finally {
      this.#isPending = false;
    }
    this.#tell('hostUpdated');
    this.updated();
    return !this.#isPending;
  }

  #tell(what: keyof ReactiveController): void {
    for (const controller of this.#controllers) controller[what]?.();
  }
}
