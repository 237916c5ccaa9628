import type { Declaration, Member } from './manifest.ts';

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text: string): string => (text ? `\`${cell(text)}\`` : '');

/** Rows under a head, as Markdown. @throws when there is no row. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (!rows.length) throw new Error(`Nothing to show under ${head.join(', ')}`);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
};

const described = (title: string, items: Declaration['slots'] = []): string =>
  table(
    [title, ''],
    items.map(({ name, description = '' }) => [name ? code(name) : '(default)', cell(description)]),
  );

const signature = ({ name, parameters = [] }: Member): string =>
  `${name}(${parameters.map((parameter) => parameter.name + (parameter.optional ? '?' : '')).join(', ')})`;

/** The README's tables of one element, by the names of their regions. */
export const elementTables = (element: Declaration, events: readonly Declaration[]): Record<string, () => string> => {
  const members = (element.members ?? []).filter((member) => !member.static);
  /** What an event carries, from its class. */
  const carries = (type = ''): string =>
    (events.find(({ name }) => name === type)?.members ?? []).map(({ name }) => code(name)).join(', ');
  return {
    attributes: () =>
      table(
        ['Attribute', 'Default', ''],
        (element.attributes ?? []).map(({ name, default: initial = '', description = '' }) => [
          code(name),
          initial === 'null'
            ? ''
            : /^['\w]/.test(initial) && !initial.includes(' ')
              ? code(initial.replaceAll("'", ''))
              : cell(initial),
          cell(description),
        ]),
      ),
    properties: () =>
      table(
        ['Property', 'Type', ''],
        members
          .filter(({ kind, attribute }) => kind === 'field' && !attribute)
          .map(({ name, type, description = '' }) => [code(name), code(type?.text ?? ''), cell(description)]),
      ),
    methods: () =>
      table(
        ['Method', 'Answers', ''],
        members
          .filter(({ kind }) => kind === 'method')
          .map((method) => [
            code(signature(method)),
            code(method.return?.type?.text ?? ''),
            cell(method.description ?? ''),
          ]),
      ),
    events: () =>
      table(
        ['Event', 'Carries', ''],
        (element.events ?? []).map(({ name, type, description = '' }) => [
          code(name),
          carries(type?.text),
          cell(description),
        ]),
      ),
    slots: () => described('Slot', element.slots),
    parts: () => described('Part', element.cssParts),
    states: () => described('State', element.cssStates),
    'custom-properties': () =>
      table(
        ['Custom property', 'Default', ''],
        (element.cssProperties ?? []).map(({ name, default: initial = '', description = '' }) => [
          code(name),
          code(initial),
          cell(description),
        ]),
      ),
  };
};
