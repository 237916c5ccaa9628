import { css } from './stylesheet.ts';

/** What the outbox looks like; adopted with its first panel. */
export const outboxStyles = css`
  [part='outbox'] {
    margin-block-start: var(--_gap);
    padding: 0.75em;
    border: 1px solid var(--_border);
    border-inline-start-width: 4px;
    border-radius: var(--_radius);
  }
  [part='outbox-heading'] {
    font-size: 1em;
  }
  [part='outbox-list'] {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  [part='outbox'] p {
    margin: 0.25em 0 0.5em;
  }
  [part='unsent'] {
    padding-block: 0.75em;
    border-block-start: 1px solid var(--_border);
  }
  [part='unsent-state'],
  [part='outbox-note'] {
    color: var(--_muted);
    font-size: 0.875em;
  }
  [part='unsent-actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75em;
    align-items: center;
    font-size: 0.875em;
  }
`;
