import { css } from './stylesheet.ts';

/**
 * What the thread looks like when the page says nothing: the page's own font and colours, with every
 * shade mixed from its text colour, so that it fits a light page and a dark one unasked.
 * Sides are logical, so that it fits right-to-left.
 */
export const threadStyles = css`
  :host {
    --_accent: var(--comment-thread-accent, currentColor);
    --_muted: var(--comment-thread-muted, color-mix(in srgb, currentColor 75%, transparent));
    --_border: var(--comment-thread-border, color-mix(in srgb, currentColor 25%, transparent));
    --_radius: var(--comment-thread-radius, 0.25em);
    --_gap: var(--comment-thread-gap, 1.5em);
    display: block;
    min-block-size: var(--comment-thread-min-height, min(100vh, 48rem));
    color: var(--comment-thread-text, inherit);
    background: var(--comment-thread-background, none);
    font-size: var(--comment-thread-font-size, inherit);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  :host([hidden]) {
    display: none;
  }
  [part='head'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.5em;
    align-items: baseline;
    justify-content: space-between;
  }
  h2,
  h3 {
    margin: 0;
    line-height: 1.25;
  }
  [role='none'] {
    display: flow-root;
    list-style: none;
    /* content-visibility clips what is painted outside: room for focus rings */
    margin: 0 -0.5em;
    padding: 0 0.5em;
  }
  /* What is shown at once is never skipped, and nothing later that was not from the beginning: that would move it for a frame. */
  [role='none'] + [role='none'],
  [role='none'] + [role='none'] > [role='none'] {
    content-visibility: auto;
  }
  [part='item'] {
    margin-block-start: var(--_gap);
  }
  [part='replies'] {
    contain: style; /* which hiding them brings: where it comes and goes, Chromium counts all lists of the page anew */
    padding-inline-start: var(--comment-thread-indent, clamp(0.75em, 3vw, 1.5em));
    border-inline-start: 1px solid var(--_border);
  }
  [part='comment-header'],
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
    align-items: center;
  }
  [part='number'] {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  [part='avatar'] {
    inline-size: var(--comment-thread-avatar-size, 2em);
    block-size: var(--comment-thread-avatar-size, 2em);
    border-radius: 50%;
    object-fit: cover;
  }
  [part='author'] {
    font-weight: 600;
  }
  [part='badge'] {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding-inline: 0.4em;
    font-size: 0.8em;
  }
  [part='timestamp'],
  [part='edited'],
  [part='answered'],
  [part='tombstone'] {
    color: var(--_muted);
    font-size: 0.875em;
  }
  [part='body'] {
    margin-block: 0.5em;
  }
  [part='body'] p {
    margin-block: 0 0.75em;
    white-space: pre-line;
  }
  [part='body'] > :last-child {
    margin-block-end: 0;
  }
  pre {
    overflow-x: auto;
    padding: 0.75em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
  }
  a {
    color: var(--_accent);
  }
  [part='timestamp'],
  [part='answered'] {
    text-decoration: none;
  }
  button,
  select {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding-inline: 0.75em;
    min-block-size: 2em;
  }
  select {
    margin-inline-start: 0.5em;
  }
  [part='actions'] {
    min-block-size: 2em; /* a button's, before there is one */
    font-size: 0.875em;
  }
  [part~='notice'] {
    margin-block: var(--_gap) 0;
  }
  [part='status'] {
    position: absolute; /* empty at first; how it hides words comes with those who say them */
    margin: 0;
  }
`;
