import type { SeedThread } from '../endpoint/seed.ts';
import { days, hours } from './ago.ts';
import { yusuf } from './article-authors.ts';

export const rtl: SeedThread = {
  id: '/rtl',
  title: 'دفتر الفلج',
  comments: [
    {
      key: 'shade',
      author: { name: 'مريم البوسعيدية' },
      minutesAgo: days(5) + hours(3),
      likes: 9,
      text: `أذكر عود الساعة الشمسية أمام المسجد، وأذكر أننا كنا نُوبَّخ إذا لعبنا قربه، لأن ظلّ طفل واحد قد يُضيع على أحدهم ربع أثر من الماء.`,
    },
    {
      key: 'shade-author',
      parent: 'shade',
      author: { ...yusuf, badge: 'author' },
      minutesAgo: days(5),
      likes: 6,
      text: `العود نفسه ما زال في مكانه يا مريم، والأطفال ما زالوا يُوبَّخون. 😄`,
    },
    {
      key: 'phone',
      author: { name: 'سالم العبري', url: 'https://example.org/salim' },
      minutesAgo: days(4) + hours(7),
      likes: 3,
      text: `مقال جميل، لكن أسأل بصراحة: ما الذي يمنعنا من تطبيق في الهاتف؟ جدول واحد مشترك، وتنبيه قبل الدور بعشر دقائق، وينتهي الخلاف.`,
    },
    {
      key: 'phone-nura',
      parent: 'phone',
      author: { name: 'نورة الكندية' },
      minutesAgo: days(4) + hours(2),
      likes: 11,
      text: `جرّبناه في قريتنا سنتين. التنبيه يصل، لكن **الخلاف لم ينتهِ**، بل انتقل إلى مجموعة الرسائل ولم يعد أحد يلتقي عند الساقية. عدنا إلى الدفتر وأبقينا التطبيق للمسافرين.`,
    },
    {
      key: 'phone-salim',
      parent: 'phone-nura',
      author: { name: 'سالم العبري', url: 'https://example.org/salim' },
      minutesAgo: days(3) + hours(22),
      likes: 4,
      text: `«أبقينا التطبيق للمسافرين»: هذا حلّ معقول. أنا من المسافرين.`,
    },
    {
      key: 'english',
      parent: 'phone-nura',
      author: { name: 'Ines Halloran', url: 'https://example.org/slow-almanac' },
      minutesAgo: days(3) + hours(4),
      likes: 7,
      text: `I am reading this with a dictionary and a patient neighbour. Over here we argue about who forgot to empty the rain gauge; I had no idea one could share out water by the shadow of a stick.`,
    },
    {
      key: 'link',
      author: { name: 'مريم البوسعيدية' },
      minutesAgo: days(1) + hours(9),
      likes: 5,
      text: `لمن أراد أن يقرأ أكثر: [نظم الري بالأفلاج في عُمان](https://whc.unesco.org/ar/list/1207) على موقع اليونسكو، وفيها خمسة أفلاج مسجّلة منذ عام 2006.`,
    },
  ],
};
