import type { ErrorCode } from '../../errors.ts';
import type { LocaleMessages, WaitingFor } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('ar');
const comments = {
  one: 'تعليق واحد',
  two: 'تعليقان',
  few: '# تعليقات',
  many: '# تعليقًا',
  other: '# تعليق',
};
const replies = { zero: 'لا ردود', one: 'رد واحد', two: 'ردان', few: '# ردود', many: '# ردًا', other: '# رد' };
const characters = {
  zero: 'لا شيء',
  one: 'حرف واحد',
  two: 'حرفان',
  few: '# أحرف',
  many: '# حرفًا',
  other: '# حرف',
};
const pingbacks = {
  zero: 'لا إشارات',
  one: 'إشارة واحدة',
  two: 'إشارتان',
  few: '# إشارات',
  other: '# إشارة',
};

const notSetUp = 'لم تُجهَّز التعليقات في هذه الصفحة بعد.';
const kept = 'نصّك محفوظ على هذا الجهاز.';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'تعذّر الوصول إلى التعليقات. ربما لا يوجد اتصال.',
  timeout: 'تأخرت التعليقات كثيرًا.',
  'rate-limited': 'الموقع مزدحم الآن. حاول مجددًا بعد قليل.',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `التعليقات مغلقة. ${kept}`,
  forbidden: `لا يمكنك التعليق هنا. ${kept}`,
  conflict: `تعذّر حفظ التعليق. ${kept}`,
};

const reasons: Readonly<Record<WaitingFor, string>> = {
  network: 'بانتظار الإرسال عند عودة الاتصال',
  nextTry: 'بانتظار الإرسال تلقائيًا',
  signIn: 'بانتظار الإرسال عند تسجيل الدخول',
  decision: 'بانتظار قرارك',
};

/** Arabic; where a number would change the case of its noun, the count stands apart after a colon. */
export const ar: LocaleMessages = {
  heading: (n, title) => (n === 0 ? 'لا تعليقات بعد' : plural(n, comments)) + (title ? ` على «${title}»` : ''),
  loading: 'جارٍ تحميل التعليقات…',
  empty: 'لا تعليقات بعد.',
  closed: 'التعليقات مغلقة.',
  pingbacks: (n) => plural(n, pingbacks),
  orderLabel: 'الترتيب',
  oldest: 'الأقدم أولًا',
  newest: 'الأحدث أولًا',
  popular: 'الأكثر إعجابًا أولًا',
  more: 'عرض المزيد',
  retry: 'حاول مجددًا',
  loadFailed: (code) => loadReasons[code] ?? 'تعذّر تحميل التعليقات.',
  stale: 'قد لا يكون ما تراه محدَّثًا.',
  savedCopy: (when) => `ما تراه نسخة محفوظة (${when}).`,

  anonymous: 'مجهول',
  commentNumber: (number) => `التعليق ${number}`,
  edited: (date) => `عُدِّل ${date}`,
  badgeAuthor: 'الكاتب',
  badgeModerator: 'الإشراف',
  deleted: 'حُذف هذا التعليق.',
  inReplyTo: (name) => `ردًا على ${name}`,
  collapse: (name) => `إخفاء الردود على ${name}`,
  expand: (name, n) => `عرض الردود على ${name}: ${plural(n, replies)}`,
  hiddenReplies: (n) => plural(n, replies),
  showAll: 'عرض الكل',
  unknownDate: 'تاريخ غير معروف',

  reply: 'رد',
  replyTo: (name) => `رد على ${name}`,
  continueReply: 'أكمل الرد',
  edit: 'تعديل',
  editLabel: (name) => `تعديل تعليق ${name}`,
  remove: 'حذف',
  removeLabel: (name) => `حذف تعليق ${name}`,
  removeQuestion: 'هل تحذف هذا التعليق؟',
  keep: 'إبقاؤه',
  removeFailed: 'تعذّر حذف التعليق. حاول مجددًا بعد قليل.',

  composerHeading: 'اترك تعليقًا',
  composerReplyHeading: (name) => `الرد على ${name}`,
  composerEditHeading: 'تعديل التعليق',
  textLabel: 'التعليق',
  nameLabel: 'الاسم',
  emailLabel: 'البريد الإلكتروني',
  emailHint: 'لا يظهر أبدًا',
  urlLabel: 'الموقع',
  optional: 'اختياري',
  rememberMe: 'تذكّرني على هذا الجهاز',
  markdownHint: '*مائل*، **عريض**، `رمز`، > اقتباس، \u2066[رابط](https://…)\u2069',
  remaining: (n) => `المتبقي: ${plural(n, characters)}`,
  tooLong: (n) => `الزائد: ${plural(n, characters)}`,
  post: 'نشر التعليق',
  save: 'حفظ',
  cancel: 'إلغاء',
  draftKept: 'نصّك محفوظ على هذا الجهاز حتى يُنشر.',
  draftNotKept: 'لا يحفظ هذا المتصفح شيئًا: يزول نصّك مع هذه الصفحة.',
  bothKept: 'تكتب هذا في علامة تبويب أخرى أيضًا. تُحفظ النسختان.',
  editedElsewhere: 'تعدّل هذا التعليق في علامة تبويب أخرى أيضًا. احفظ هنا لإبقاء هذه النسخة.',
  postingAs: (name) => `تعلّق باسم ${name}`,
  signInToWrite: 'سجّل الدخول لتترك تعليقًا.',
  signIn: 'تسجيل الدخول',
  textMissing: 'اكتب شيئًا أولًا.',
  nameMissing: 'أخبرنا باسمك.',
  emailMissing: 'أخبرنا ببريدك الإلكتروني. لا يظهر أبدًا.',
  emailInvalid: 'لا يبدو هذا بريدًا إلكترونيًا.',
  urlInvalid: 'لا يبدو هذا عنوان موقع.',
  refused: (code) => refusals[code] ?? 'لم يُقبل التعليق. نصّك محفوظ هنا.',

  queued: 'بانتظار الإرسال',
  sending: 'جارٍ الإرسال…',
  waitingForSignIn: 'بانتظار تسجيل الدخول',
  unconfirmed: 'أُرسل ولم يُؤكَّد',
  held: 'بانتظار المراجعة',
  announcePosted: 'نُشر تعليقك.',
  announceQueued: 'حُفظ تعليقك وسيُرسل عند عودة الاتصال.',
  announceHeld: 'تعليقك بانتظار المراجعة.',
  announceRefused: 'لم يُقبل تعليقك. عاد نصّك إلى النموذج.',
  announceRemoved: 'حُذف تعليقك.',
  announceDiscarded: 'جرى تجاهل مسودتك. إن كانت قد وصلت فستظهر.',

  outboxHeading: 'لم يُرسل بعد',
  outboxSummary: (n, areReplies, waitingFor) => `${plural(n, areReplies ? replies : comments)} ${reasons[waitingFor]}.`,
  closingIsSafe: 'يمكنك إغلاق هذه الصفحة: نصّك محفوظ على هذا الجهاز ويُرسل عند عودتك.',
  notAccepted: 'لم يُقبل',
  unplaced: 'التعليق المعنيّ غير منشور هنا.',
  checking: 'جارٍ التحقق…',
  retryNow: 'حاول الآن',
  checkAgain: 'تحقّق مجددًا',
  sendAgain: 'أرسل مجددًا',
  discard: 'تجاهل',
  discarded: 'جرى التجاهل.',
  undo: 'تراجع',
};
