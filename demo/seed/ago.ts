/** Ages of seeded comments are minutes before the seeding; these say them in larger units. */
export const hours = (n: number): number => n * 60;
export const days = (n: number): number => hours(n * 24);
