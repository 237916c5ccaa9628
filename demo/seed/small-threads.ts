import type { SeedThread } from '../endpoint/seed.ts';
import { days, hours } from './ago.ts';

export const libraryVan: SeedThread = {
  id: '/classic',
  title: 'The Library Van Comes on Thursdays',
  comments: [
    {
      key: 'step',
      author: { name: 'Dilys Pritchard' },
      minutesAgo: days(6),
      likes: 5,
      text: `Mr Baines still puts out the wooden step for me without being asked. That step has been in service longer than the van.`,
    },
    {
      key: 'hours',
      author: { name: 'Jonah Whitlock', url: 'https://example.org/whitlock' },
      minutesAgo: days(4) + hours(6),
      likes: 2,
      text: `Does anyone know whether it stops at the chapel in winter? The timetable says “if passable”.`,
    },
    {
      key: 'hours-answer',
      parent: 'hours',
      author: { name: 'Dilys Pritchard' },
      minutesAgo: days(4) + hours(1),
      likes: 3,
      text: `If passable means if Mr Baines says so. He has said no once, in 2010, and he apologised for it until May.`,
    },
    {
      key: 'hours-thanks',
      parent: 'hours-answer',
      author: { name: 'Jonah Whitlock', url: 'https://example.org/whitlock' },
      minutesAgo: days(3) + hours(20),
      text: `Then I shall be at the chapel.`,
    },
    {
      key: 'large-print',
      author: { name: 'Amara Osei' },
      minutesAgo: days(1) + hours(2),
      likes: 4,
      text: `Ask for the large-print shelf, it is behind the driver’s seat and nobody knows it is there.`,
    },
  ],
};

export const seedSwap: SeedThread = {
  id: '/theming/seed-swap',
  title: 'The Seed Swap, Plot by Plot',
  comments: [
    {
      key: 'beans',
      author: { name: 'Rosalind Achterberg', badge: 'author' },
      minutesAgo: days(2) + hours(3),
      likes: 6,
      text: `I’m bringing the climbing bean that has no name. Plot 14 had it from plot 9, and plot 9 had it from a tin.`,
    },
    {
      key: 'beans-name',
      parent: 'beans',
      author: { name: 'Hamid Sadeghi' },
      minutesAgo: days(2),
      likes: 8,
      text: `Then it has a name: *Tin*. I grew it last year, twelve feet and no complaints.`,
    },
    {
      key: 'labels',
      author: { name: 'Peg' },
      minutesAgo: hours(30),
      likes: 3,
      text: `Please write the year on the packet. I lost a summer to parsnips from 2019.`,
    },
  ],
};

export const nightTrain: SeedThread = {
  id: '/theming/night-train',
  title: 'Platform 4, 23:52',
  comments: [
    {
      key: 'berth',
      author: { name: 'Anouk Lefèvre', badge: 'author' },
      minutesAgo: days(1) + hours(8),
      likes: 7,
      text: `Lower berth or upper berth? I have always said upper: nobody sits on your bed to take their shoes off.`,
    },
    {
      key: 'berth-lower',
      parent: 'berth',
      author: { name: 'Piet Vandamme' },
      minutesAgo: days(1) + hours(5),
      likes: 4,
      text: `Lower. You can lift the blind with one finger at five in the morning and see which country it is.`,
    },
    {
      key: 'berth-upper',
      parent: 'berth-lower',
      author: { name: 'Anouk Lefèvre', badge: 'author' },
      minutesAgo: days(1) + hours(4),
      likes: 5,
      text: `That is the best argument I have heard in twenty years of trains.`,
    },
    {
      key: 'tea',
      author: { name: 'Mirela Popa', url: 'https://example.org/mirela' },
      minutesAgo: hours(9),
      likes: 2,
      text: `The attendant on the Friday train makes tea in real glasses. Say please.`,
    },
  ],
};

export const bench: SeedThread = {
  id: '/closed',
  title: 'Where Should the Bench Go?',
  closed: true,
  comments: [
    {
      key: 'lime',
      author: { name: 'Col. R. Mayhew' },
      minutesAgo: days(40),
      likes: 12,
      text: `Under the lime tree, facing west. One wants the evening sun.`,
    },
    {
      key: 'lime-sticky',
      parent: 'lime',
      author: { name: 'Teresa Quill' },
      minutesAgo: days(39),
      likes: 17,
      text: `Anyone who has parked under a lime tree in June knows what that bench will feel like. By the pump, please.`,
    },
    {
      key: 'built',
      author: { name: 'Parish Clerk', badge: 'moderator' },
      minutesAgo: days(21),
      likes: 23,
      text: `It stands by the pump since Tuesday, and it faces west. Thank you all, comments are closed: come and sit on it instead.`,
    },
  ],
};

export const frost: SeedThread = {
  id: '/readonly',
  title: 'First Frost',
  comments: [
    {
      key: 'top',
      author: { name: 'Upper Farm' },
      minutesAgo: days(12),
      text: `Thursday, before six. Dahlias black by breakfast.`,
    },
    {
      key: 'bottom',
      author: { name: 'The Mill' },
      minutesAgo: days(11),
      text: `Nothing here yet, the water keeps us warm.`,
    },
    {
      key: 'bottom-later',
      parent: 'bottom',
      author: { name: 'The Mill' },
      minutesAgo: days(8),
      text: `Last night, then. White along the wheel.`,
    },
  ],
};
