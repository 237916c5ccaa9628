import type { SeedComment, SeedThread } from '../endpoint/seed.ts';
import { days, hours } from './ago.ts';
import { ines, lucia, marcus, nan, priya, tomasz } from './article-authors.ts';
import { notebooks } from './article-notebooks.ts';

/** Whether the valley’s mornings were nine by the sun or nine by the clock: the branch that goes six levels deep. */
const theClock: readonly SeedComment[] = [
  {
    key: 'clock',
    author: tomasz,
    minutesAgo: days(8) + hours(20),
    likes: 14,
    text: `Thirty-one years in a hydrology office, and I never met a better fourth rule. May I ask an unkind question? In Britain the rain day ends at 09:00 *Greenwich* time, summer and winter. If your grandfather walked out at nine by the kitchen clock, every reading from April to October was taken an hour early.

It hardly ever matters. It matters on the one morning it rains from eight to nine.`,
  },
  {
    key: 'clock-ines',
    parent: 'clock',
    author: ines,
    minutesAgo: days(8) + hours(18),
    likes: 5,
    text: `Not unkind at all, and I do not know the answer. The notebooks say “9” and nothing more. I have always gone out at nine by my phone, so from 2011 on you are right about me. For him I can only say that he owned one clock and was rude about it.`,
  },
  {
    key: 'clock-priya',
    parent: 'clock-ines',
    author: priya,
    minutesAgo: days(8) + hours(9),
    likes: 6,
    text: `You might be able to tell from the numbers themselves. Compare his summers with the nearest hourly gauge, once shifted by an hour and once not, and see which fits better. With twenty-five summers the difference should show.`,
  },
  {
    key: 'clock-tomasz',
    parent: 'clock-priya',
    author: tomasz,
    minutesAgo: days(8) + hours(3),
    likes: 3,
    text: `It would show if there *were* an hourly gauge. In that valley there was none before 2003, and the one at the waterworks stood under a sycamore until somebody complained. (I was somebody.)`,
  },
  {
    key: 'clock-nan',
    parent: 'clock-tomasz',
    author: nan,
    minutesAgo: days(7) + hours(4),
    likes: 41,
    text: `I lived across the lane from Arthur for thirty years and can settle this. In summer he went out at ten. He had his breakfast late from the end of March and complained of it until the end of October. I asked him once why he didn’t just go at nine like the rest of the world and he said, “The rain doesn’t change its clocks, Nan.”`,
  },
  {
    key: 'clock-end-ines',
    parent: 'clock-nan',
    author: ines,
    minutesAgo: days(7) + hours(2),
    likes: 27,
    text: `Nan! I have read this aloud to everybody in the house. I remember the late breakfasts. I thought they were because of the school holidays.

So the first twenty-five years are right and it is mine that are an hour early. From tomorrow I go out at nine Greenwich, and I shall write down why.`,
  },
  {
    key: 'clock-end-tomasz',
    parent: 'clock-nan',
    author: tomasz,
    minutesAgo: days(6) + hours(22),
    likes: 12,
    text: `I withdraw the question with my hat in my hand. ☔`,
  },
];

/** Whether a gap may be filled, and by whom. */
const theGaps: readonly SeedComment[] = [
  {
    key: 'fill',
    author: priya,
    minutesAgo: days(8) + hours(11),
    likes: 9,
    text: `I fill gaps for a living, so let me speak up for the young man.

> A plausible number looks exactly like a true one.

On paper, yes. In a table it doesn’t have to. You keep what was measured, you keep what was worked out in a column *beside* it, and nobody ever mixes the two unless they mean to. Eleven days that were read as one are not even missing: we know their sum, and a sum is a hard fact.

What I’d store for your February, more or less:

\`\`\`python
from dataclasses import dataclass

@dataclass(frozen=True)
class Reading:
    day: str                  # the rain day, ISO 8601
    measured: float | None    # millimetres; None is a dash
    days: int = 1             # how many days are in the glass
    estimate: float | None = None
    estimated_by: str | None = None
    remark: str = ""

Reading("2003-02-17", 61.4, days=11, remark="all together")
\`\`\`

Somebody who wants a total for the month reads \`measured\` and is right. Somebody who runs a flood model reads \`estimate\` and knows whose it is. And the remark stays, because “all together” is the most important thing on the page.

There is a good short overview of how gauges themselves go wrong [in the encyclopaedia](https://en.wikipedia.org/wiki/Rain_gauge); wind alone costs more millimetres than forgetting does.`,
  },
  {
    key: 'fill-ines',
    parent: 'fill',
    author: ines,
    minutesAgo: days(8) + hours(8),
    likes: 7,
    text: `This is very nearly the third column we ended up with, and I wish I had had your \`days\` in my pocket at the time. You have also put your finger on what I got wrong: I kept saying “missing” when most of them were only late.`,
  },
  {
    key: 'fill-marcus',
    parent: 'fill',
    author: marcus,
    minutesAgo: days(7) + hours(15),
    likes: 4,
    text: `I like the article very much and I still think it is sentimental about the dash. People downstream sleep in houses that depend on those models. If a good estimate makes the warning ten minutes earlier, I’d rather have the estimate than the poetry.`,
  },
  {
    key: 'fill-lucia',
    parent: 'fill-marcus',
    author: lucia,
    minutesAgo: days(7) + hours(13),
    likes: 18,
    text: `I come from a town near Valencia where it once rained a year’s worth in an afternoon. Afterwards everyone wanted to know how much, and the gauges had been swept away, so there were four different numbers in four newspapers. An honest “we could not measure it” would have been worth more to us than any of the four.

So: estimate for the warning, yes. But afterwards, please, put the dash back.`,
  },
  {
    key: 'fill-marcus-again',
    parent: 'fill-lucia',
    author: marcus,
    minutesAgo: days(7) + hours(10),
    likes: 11,
    text: `“Estimate for the warning, dash for the record.” I can live with that. I’m sorry about your town.`,
  },
];

export const article: SeedThread = {
  id: '/article',
  title: 'Forty Years of Rain, in Pencil',
  comments: [...theClock, ...theGaps, ...notebooks],
};
