import { noChange, render } from 'lit/html.js';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * Fills an element without keeping account of the parts: of what seldom changes and stands ten thousand times, the account
 * would take more room than it takes itself. What comes out as before is left as it is, so that
 * nobody loses a selection or the keyboard's place in it.
 */
class Written extends Directive {
  render(...[]: [content: unknown]): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [content]: Parameters<this['render']>): unknown {
    const made = new DocumentFragment();
    render(content, made);
    const before = element.childNodes;
    const isSame = (node: ChildNode, index: number): boolean => node.isEqualNode(before[index] ?? null);
    if (made.childNodes.length !== before.length || ![...made.childNodes].every(isSame)) element.replaceChildren(made);
    return noChange;
  }
}

/** Fills the element it stands in. */
export const written = directive(Written);
