import { css } from './stylesheet.ts';

/** What the first screen has no need of yet; adopted with the conversation. */
export const conversationStyles = css`
  /* A browser that is to remember sizes looks at all of them in each frame: not at those that are never skipped. */
  [role='list'] > :first-child,
  [role='list'] > :first-child > :first-child {
    contain-intrinsic-size: none !important;
  }
  [part='status'] {
    inline-size: 1px;
    block-size: 1px;
    overflow: clip;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button,
  select {
    cursor: pointer;
  }
  [part~='comment'] {
    border-radius: var(--_radius);
    scroll-margin-block: 2em;
  }
  option {
    color: CanvasText;
    background: Canvas;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  [part='thread']:focus,
  [part~='comment']:focus {
    outline: none;
  }
  [part~='marked'] {
    background: var(--comment-thread-mark, color-mix(in srgb, currentColor 8%, transparent));
    box-shadow: 0 0 0 0.5em var(--comment-thread-mark, color-mix(in srgb, currentColor 8%, transparent));
  }
  [part~='toggle-button']::before {
    content: '−';
  }
  [part~='toggle-button'][aria-expanded='false']::before {
    content: '+ ';
  }
  [part~='pingback'] > [part='actions'] {
    display: none;
  }
  [part~='more-button'] {
    margin-block: var(--_gap) 0;
  }
  [part='pingbacks'],
  [part='composer-area'] {
    margin-block-start: calc(2 * var(--_gap));
  }
`;
