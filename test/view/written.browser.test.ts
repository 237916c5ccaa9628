import { assert } from '@open-wc/testing';
import { html, nothing, render } from 'lit/html.js';
import { written } from '../../src/view/written.ts';

const place = document.createElement('div');

const show = (name: string, time: string | null): HTMLElement => {
  const line = html`<a href="#one">${name}</a> ${time === null ? nothing : html`<time>${time}</time>`}`;
  render(html`<header part="comment-header" ${written(line)}></header>`, place);
  return place.querySelector('header')!;
};

describe('what is written into an element', () => {
  before(() => document.body.append(place));
  after(() => {
    place.remove();
  });

  it('comes after nothing and after something else', () => {
    assert.equal(show('Ada', 'noon').textContent.trim(), 'Ada noon');
    assert.equal(show('Grace', null).textContent.trim(), 'Grace');
    assert.equal(show('Grace', 'dawn').textContent.trim(), 'Grace dawn');
  });

  it('stays as it was where it comes out the same, and the keyboard in it', () => {
    const link = show('Ada', 'noon').querySelector('a')!;
    link.focus();
    assert.equal(show('Ada', 'noon').querySelector('a'), link);
    assert.equal(document.activeElement, link);
  });

  it('leaves the element itself alone, whose attributes are not its own', () => {
    const header = show('Ada', 'noon');
    assert.equal(show('Grace', 'noon'), header);
    assert.equal(header.getAttribute('part'), 'comment-header');
  });
});
