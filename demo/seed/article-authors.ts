import type { SeedComment } from '../endpoint/seed.ts';

type Author = SeedComment['author'];

/** Who talks under the article; a name that recurs is the same person throughout. */
export const ines: Author = {
  name: 'Ines Halloran',
  url: 'https://example.org/slow-almanac',
  avatar: '/avatars/ines.svg',
  badge: 'author',
};
export const sanne: Author = { name: 'Sanne de Wit', badge: 'moderator' };
export const tomasz: Author = {
  name: 'Tomasz Wieczorek',
  url: 'https://example.org/wieczorek',
  avatar: '/avatars/tomasz.svg',
};
export const priya: Author = { name: 'Priya Raman', avatar: '/avatars/priya.svg' };
export const nan: Author = { name: 'Nan Ogilvie' };
export const walt: Author = {
  name: 'Walt Dubrowski',
  url: 'https://www.cocorahs.org/',
  avatar: '/avatars/walt.svg',
};
export const greta: Author = {
  name: 'Greta Fennimore',
  url: 'https://example.com/greta-fennimore',
  avatar: '/avatars/greta.svg',
};
export const bea: Author = { name: 'Bea Lindqvist', avatar: '/avatars/bea.svg' };
export const marcus: Author = { name: 'Marcus Adeyemi', url: 'https://example.org/marcus' };
export const odhran: Author = { name: 'Odhrán Keane' };
export const yusuf: Author = { name: 'يوسف الحارثي', url: 'https://example.org/yusuf' };
export const misaki: Author = { name: '佐藤 美咲' };
export const lucia: Author = { name: 'Lucía Ferrer' };
