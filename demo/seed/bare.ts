import type { SeedThread } from '../endpoint/seed.ts';
import { days, hours } from './ago.ts';

export const bare: SeedThread = {
  id: '/bare',
  title: 'A Page with Nothing On',
  comments: [
    {
      key: 'fonts',
      author: { name: 'Henrike Olsson', url: 'https://example.org/henrike' },
      minutesAgo: days(3) + hours(5),
      likes: 4,
      text: `I had forgotten that a browser brings a style of its own. It is black on white, it fits every screen, and the links are *blue and underlined*, as they were in the beginning.`,
    },
    {
      key: 'policy',
      parent: 'fonts',
      author: { name: 'Rafael Monteiro' },
      minutesAgo: days(3) + hours(2),
      likes: 6,
      text: `And as strict as it is plain. If anyone wants to see for themselves, open the console and type

\`\`\`js
document.body.innerHTML = '<p>hello</p>';
\`\`\`

The browser refuses, because a string is not \`TrustedHTML\`. The comments get past it only because they are cleaned and built as nodes.`,
    },
    {
      key: 'policy-read',
      parent: 'policy',
      author: { name: 'Henrike Olsson', url: 'https://example.org/henrike' },
      minutesAgo: days(2) + hours(21),
      likes: 2,
      text: `It does refuse! For others who like to know why: [Trusted Types](https://developer.mozilla.org/en-US/docs/Web/API/Trusted_Types_API) and the [\`style-src\` directive](https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/style-src).`,
    },
    {
      key: 'printer',
      author: { name: 'Old Ferris' },
      minutesAgo: days(1) + hours(6),
      likes: 3,
      text: `Prints nicely. Two pages, no ink wasted on banners.`,
    },
    {
      key: 'printer-list',
      parent: 'printer',
      author: { name: 'Rafael Monteiro' },
      minutesAgo: hours(20),
      text: `Also works

1. in a text browser,
2. on a reader with an e-ink screen,
3. read aloud,

> because there is nothing to take away.`,
    },
  ],
};
