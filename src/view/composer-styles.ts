import { css } from './stylesheet.ts';

/** What the forms look like, and what is said of the reader's own comments; adopted when the first form is loaded. */
export const composerStyles = css`
  [part='own-state'] {
    color: var(--_muted);
    font-size: 0.875em;
  }
  [part='actions'] [part='notice'] {
    margin: 0;
  }
  [part='composer'] {
    margin-block: var(--_gap);
  }
  [part='composer'] p {
    margin-block: 1em 0;
  }
  [part='guest'] {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
    column-gap: 1em;
  }
  [part='label'] {
    font-weight: 600;
  }
  [part~='remember'] [part='label'] {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
    min-block-size: 2em;
    font-weight: inherit;
  }
  [name='remember'] {
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0;
  }
  [part='input'],
  [part='textarea'] {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2.75em;
    margin-block: 0.25em;
    padding: 0.5em 0.75em;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    unicode-bidi: plaintext;
  }
  [part='textarea'] {
    field-sizing: content;
    min-block-size: 6.5em;
    max-block-size: 70vh;
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: currentColor;
    box-shadow: inset 0 0 0 1px;
  }
  [part~='hint'],
  [part='field-error'] {
    font-size: 0.875em;
  }
  [part~='hint'] {
    color: var(--_muted);
  }
  [part~='notes'],
  [part='buttons'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
    align-items: center;
  }
  [part~='notes'] {
    justify-content: space-between;
  }
  [part='field-error'] {
    display: block;
    font-weight: 600;
  }
  [part='field-error']::before {
    content: '⚠ ';
    content: '⚠ ' / '';
  }
  [part='buttons'] button {
    min-block-size: 2.75em;
    padding-inline: 1em;
  }
  [part~='submit-button'] {
    border: 2px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    font-weight: 600;
  }
`;
