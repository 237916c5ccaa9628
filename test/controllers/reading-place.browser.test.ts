import { assert } from '@open-wc/testing';
import type { ThreadHost } from '../../src/controllers/conversation-context.ts';
import { holdPlace } from '../../src/controllers/reading-place.ts';
import { pause } from '../support/pause.ts';

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** A list in a shadow tree far down a page, and what a reader looks at in it. */
const open = () => {
  const page = document.body.appendChild(document.createElement('main'));
  page.innerHTML = '<div style="block-size: 3000px"></div><div></div><div style="block-size: 3000px"></div>';
  const root = page.children[1]!.attachShadow({ mode: 'open' });
  root.innerHTML =
    '<div part="list"><div><ol><li part="item"><article part="comment" tabindex="-1">1</article></li></ol></div></div>';
  const host = { renderRoot: root } as unknown as ThreadHost;
  const chunk = root.querySelector('ol')!;
  const comment = root.querySelector('article')!;
  comment.scrollIntoView({ block: 'center' });
  /** Adds so many pixels above. */
  const add = (blockSize: string): HTMLElement => {
    const added = document.createElement('li');
    added.style.blockSize = blockSize;
    chunk.prepend(added);
    return added;
  };
  return { page, host, add, comment, top: () => comment.getBoundingClientRect().top };
};

describe('the place that a reader looks at', () => {
  // Browsers that anchor by themselves would do it for us.
  before(() => {
    document.documentElement.style.setProperty('overflow-anchor', 'none');
  });
  after(() => {
    document.documentElement.style.removeProperty('overflow-anchor');
  });

  it('stays when something comes above it, and when that turns out less high in the next frame', async () => {
    const { page, host, add, top } = open();
    const before = top();
    holdPlace(host);
    const added = add('1000px');
    await frame();
    added.style.blockSize = '400px';
    await frame();
    await frame();
    assert.approximately(top(), before, 1);
    page.remove();
  });

  it('is where it was first, when more comes before the last shift has been corrected', async () => {
    const { page, host, add, top } = open();
    const before = top();
    // Asked for earlier than the frame in which the first shift is corrected.
    const next = frame().then(() => {
      holdPlace(host);
      add('200px');
    });
    holdPlace(host);
    const added = add('1000px');
    await Promise.resolve();
    added.style.blockSize = '800px';
    await next;
    for (let frames = 0; frames < 3; frames += 1) await frame();
    assert.approximately(top(), before, 1);
    page.remove();
  });

  it('is left alone as soon as the reader scrolls', async () => {
    const { page, host, add, top } = open();
    holdPlace(host);
    add('100px');
    await frame();
    scrollBy(0, 50);
    const scrolled = top();
    await frame();
    add('100px');
    await pause(50);
    assert.approximately(top(), scrolled + 100, 1);
    page.remove();
  });

  it('is another as soon as the keyboard goes elsewhere, however much comes meanwhile', async () => {
    const { page, host, add, top, comment } = open();
    holdPlace(host);
    add('100px');
    await frame();
    // What the reader has done to it stays done.
    const pressed = comment.closest('li')!.appendChild(document.createElement('button'));
    pressed.focus();
    const opened = add('60px');
    const moved = top();
    await frame();
    holdPlace(host);
    opened.style.blockSize = '90px';
    await frame();
    await frame();
    assert.approximately(top(), moved, 1);
    page.remove();
  });
});
