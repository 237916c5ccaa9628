import type { SeedComment } from '../endpoint/seed.ts';
import { days, hours } from './ago.ts';
import { bea, greta, ines, lucia, marcus, misaki, nan, odhran, sanne, tomasz, walt, yusuf } from './article-authors.ts';

/** Other people's notebooks: a school's, an archivist's, one in Oman, one in Nagano. */
export const notebooks: readonly SeedComment[] = [
  {
    key: 'school',
    author: bea,
    minutesAgo: days(6) + hours(16),
    likes: 8,
    text: `My class of nine-year-olds has kept a gauge on the shed roof since September. Last week I found out that Fridays were suspiciously dry, because whoever had the job wanted to go home. We had a talk about it, and I read them rule four.

Now there is a dash on the chart and next to it, in felt tip: “we forgot becuase of cake”. I have never been prouder of a data set 🍰`,
  },
  {
    key: 'school-walt',
    parent: 'school',
    author: walt,
    minutesAgo: days(6) + hours(12),
    likes: 6,
    text: `Bea, sign them up. Anyone with a four-inch gauge can report to [CoCoRaHS](https://www.cocorahs.org/) over here, schools too, and zeros count as much as storms. Half of what I tell new observers is:

- a zero is a reading,
- a blank is not a zero,
- cake is a valid remark.`,
  },
  {
    key: 'school-bea',
    parent: 'school-walt',
    author: bea,
    minutesAgo: days(6) + hours(11),
    likes: 3,
    text: `We’re on the wrong side of the Atlantic for that, but the list is going up on the classroom wall tomorrow.`,
  },
  {
    key: 'tool',
    author: greta,
    minutesAgo: days(5) + hours(21),
    likes: 10,
    text: `An archivist’s footnote to rule three: graphite is carbon. It doesn’t fade, doesn’t run and doesn’t eat the paper, which is more than can be said for nearly every ink sold since the war. We have pencil notes from 1840 that look like last Tuesday.

What will go first are the *covers*. If the notebooks are glued rather than sewn, keep them flat and away from the stove. And out of curiosity, for anyone here who keeps something daily: ink or pencil?`,
  },
  { key: 'tool-odhran', parent: 'tool', author: odhran, minutesAgo: days(5) + hours(20), likes: 16, text: `Pencil.` },
  {
    key: 'tool-nan',
    parent: 'tool',
    author: nan,
    minutesAgo: days(5) + hours(14),
    likes: 9,
    text: `Pencil on a string, so that nobody borrows it for the crossword.`,
  },
  {
    key: 'tool-deleted',
    parent: 'tool',
    author: { name: 'Colin' },
    status: 'deleted',
    minutesAgo: days(5) + hours(9),
    text: `Spreadsheets exist. Honestly, who has the time.`,
  },
  {
    key: 'tool-deleted-odhran',
    parent: 'tool-deleted',
    author: odhran,
    minutesAgo: days(5) + hours(8),
    likes: 7,
    text: `It takes a minute and a half. I milk sixty cows before it and I manage.`,
  },
  {
    key: 'tool-deleted-sanne',
    parent: 'tool-deleted',
    author: sanne,
    minutesAgo: days(5) + hours(6),
    likes: 2,
    text: `The comment above was taken down by the person who wrote it, and they were nice about it. Let’s leave it there. Spreadsheets are welcome here; so are cows.`,
  },
  {
    key: 'falaj',
    author: yusuf,
    minutesAgo: days(4) + hours(19),
    likes: 15,
    text: `قرأت المقال مرتين. في قريتنا في جبال عُمان لا ينزل المطر إلا أيامًا معدودة في السنة، وكان جدي يكتب كل يوم منها في دفتر صغير يحفظه مع أوراق الفلج. لم يكن يملك مقياسًا، فكان يكتب: «مطر بلّ الثوب»، أو «مطر ملأ الحوض»، أو «سال الوادي».

حاولنا مرة أن نحوّل كلماته إلى مليمترات، ثم تركناها كما هي. الكلمة الصادقة أدق من الرقم المظنون.`,
  },
  {
    key: 'falaj-lucia',
    parent: 'falaj',
    author: lucia,
    minutesAgo: days(4) + hours(16),
    likes: 8,
    text: `For those who don’t read Arabic, as well as I can: Yusuf’s grandfather, in the mountains of Oman, had no gauge, so he wrote “rain that wet the shirt”, “rain that filled the basin”, “the wadi ran”. They once tried to turn his words into millimetres and then left them alone. *A true word is more exact than a guessed number.*

شكرًا يا يوسف، جملتك الأخيرة سأعلّقها فوق مكتبي.`,
  },
  {
    key: 'falaj-tomasz',
    parent: 'falaj-lucia',
    author: tomasz,
    minutesAgo: days(4) + hours(14),
    likes: 9,
    text: `“The wadi ran” is a perfectly good threshold measurement. I have seen worse published.`,
  },
  {
    key: 'sakura',
    author: misaki,
    minutesAgo: days(3) + hours(22),
    likes: 12,
    text: `長野の父は雨ではなく、庭の梅が咲いた日を五十年間カレンダーに書きとめています。入院した年だけ空欄で、母が代わりに書こうとしたら「見ていないものは書くな」と言ったそうです。

「忘れたら、忘れたと書く」。父にこの記事を訳して読んで聞かせたら、しばらく黙って、それから「会ってみたかったな」と言いました。`,
  },
  {
    key: 'sakura-ines',
    parent: 'sakura',
    author: ines,
    minutesAgo: days(3) + hours(9),
    likes: 14,
    text: `美咲さん、ありがとうございます。My neighbour Kenji read this to me over the fence: fifty years of the day the plum tree came into flower, one year blank because your father was in hospital, and when your mother wanted to fill it in for him he said, “Don’t write what you didn’t see.”

Please tell him there is a plum tree beside the gauge. I shall start writing down its day as well.`,
  },
  {
    key: 'sakura-bea',
    parent: 'sakura-ines',
    author: bea,
    minutesAgo: days(3) + hours(7),
    likes: 5,
    text: `Fifty springs, one blank, and the blank is the one we are all talking about. 🌸`,
  },
  {
    key: 'pingback',
    kind: 'pingback',
    author: {
      name: 'Drystone Notes: What a Ledger Leaves Out',
      url: 'https://example.com/drystone-notes/what-a-ledger-leaves-out',
    },
    minutesAgo: days(2) + hours(18),
    text: `… reminded me of Ines Halloran’s grandfather and his dash. The wool ledgers I work from have no dashes at all, every week has its figure, and for that very reason I have begun to doubt the figures …`,
  },
  {
    key: 'station',
    author: marcus,
    minutesAgo: days(1) + hours(20),
    likes: 3,
    text: `Honest practical question after all this: would you put an automatic station next to the copper one now? A tipping bucket costs less than a pair of boots and does not get a fever.`,
  },
  {
    key: 'station-odhran',
    parent: 'station',
    author: odhran,
    minutesAgo: days(1) + hours(17),
    likes: 6,
    text: `Ours got a wasp.`,
  },
  {
    key: 'station-ines',
    parent: 'station',
    author: ines,
    minutesAgo: hours(15) + 20,
    likes: 8,
    text: `Next to it, gladly, and I hope they disagree now and then: that is when one learns something. Instead of it, no. The gauge is also the reason I have been outdoors on every one of the last five thousand mornings, less a few dashes.`,
  },
];
