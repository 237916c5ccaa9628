import { css } from './stylesheet.ts';

/** What the forms look like; adopted when the first one is loaded. */
export const composerStyles = css`
  [part='composer'] {
    margin-block: var(--_gap);
  }
  [part='composer'] p {
    margin-block: 0.75rem;
  }
  [part='guest'] {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
    column-gap: 1rem;
  }
  [part='guest'] p {
    margin-block: 0 0.75rem;
  }
  [part~='remember'] {
    grid-column: 1 / -1;
  }
  [part='label'] {
    display: inline-block;
    font-weight: 600;
  }
  [part~='remember'] [part='label'] {
    font-weight: inherit;
  }
  [part='input'],
  [part='textarea'] {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    margin-block: 0.25rem;
    padding: 0.5rem 0.75rem;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
  }
  [part='textarea'] {
    field-sizing: content;
    min-block-size: 6rem;
    max-block-size: 70vh;
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-width: 2px;
  }
  [part='hint'],
  [part~='notes'] {
    color: var(--_muted);
    font-size: 0.875em;
  }
  [part~='notes']:not(:has(span)) {
    display: none;
  }
  [part='field-error'] {
    display: block;
    font-weight: 600;
  }
  [part='field-error']::before {
    content: '⚠ ';
    content: '⚠ ' / '';
  }
  [part~='too-long'] {
    font-weight: 600;
  }
  [part='buttons'] {
    display: flex;
    gap: 0.75rem;
  }
  [part~='submit-button'] {
    border: 2px solid var(--_accent);
    font-weight: 600;
    min-block-size: 2.75rem;
  }
  [part='buttons'] [part~='cancel-button'] {
    min-block-size: 2.75rem;
  }
`;
