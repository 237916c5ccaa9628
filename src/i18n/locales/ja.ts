import type { ErrorCode } from '../../errors.ts';
import type { LocaleMessages, WaitingFor } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('ja');
const replies = { other: '#件の返信' };
const comments = { other: '#件のコメント' };

const notSetUp = 'このページのコメント欄はまだ準備できていません。';
const kept = '書いた内容はこの端末に保存されています。';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'コメントを読み込めません。オフラインかもしれません。',
  timeout: 'コメントの読み込みに時間がかかりすぎています。',
  'rate-limited': 'ただいま混み合っています。少し待ってからもう一度お試しください。',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `コメントの受付は終了しました。${kept}`,
  forbidden: `ここにはコメントできません。${kept}`,
  conflict: `このコメントを保存できませんでした。${kept}`,
};

const reasons: Readonly<Record<WaitingFor, string>> = {
  network: 'オンラインに戻ると送信されます',
  nextTry: '自動的に送信されます',
  signIn: 'サインインすると送信されます',
  decision: 'あなたの確認を待っています',
};

/** Japanese. */
export const ja: LocaleMessages = {
  heading: (n, title) =>
    (title ? `「${title}」への` : '') + (n === 0 ? 'コメントはまだありません' : plural(n, { other: '#件のコメント' })),
  loading: 'コメントを読み込んでいます…',
  empty: 'まだ誰も書いていません。',
  closed: 'コメントの受付は終了しました。',
  pingbacks: (n) => plural(n, { other: '#件のピンバック' }),
  orderLabel: '並び順',
  oldest: '古い順',
  newest: '新しい順',
  popular: '人気順',
  more: 'コメントをもっと見る',
  retry: 'もう一度試す',
  loadFailed: (code) => loadReasons[code] ?? 'コメントを読み込めませんでした。',
  stale: '表示中の内容は最新ではないかもしれません。',
  savedCopy: (when) => `保存した内容を表示しています（${when}）。`,

  anonymous: '名無しさん',
  commentNumber: (number) => `コメント ${number}`,
  edited: (date) => `${date} に編集`,
  badgeAuthor: '筆者',
  badgeModerator: 'モデレーター',
  deleted: 'このコメントは削除されました。',
  inReplyTo: (name) => `${name}への返信`,
  collapse: (name) => `${name}への返信を隠す`,
  expand: (name, n) => `${name}への${plural(n, replies)}を表示`,
  hiddenReplies: (n) => plural(n, replies),
  showAll: 'すべて表示',
  unknownDate: '日付不明',

  reply: '返信',
  replyTo: (name) => `${name}に返信`,
  continueReply: '返信の続きを書く',
  edit: '編集',
  editLabel: (name) => `${name}のコメントを編集`,
  remove: '削除',
  removeLabel: (name) => `${name}のコメントを削除`,
  removeQuestion: 'このコメントを削除しますか？',
  keep: '残す',
  removeFailed: 'コメントを削除できませんでした。少し待ってからもう一度お試しください。',

  composerHeading: 'コメントを書く',
  composerReplyHeading: (name) => `${name}に返信`,
  composerEditHeading: 'コメントを編集',
  textLabel: 'コメント',
  nameLabel: '名前',
  emailLabel: 'メールアドレス',
  emailHint: '公開されません',
  urlLabel: 'ウェブサイト',
  optional: '任意',
  rememberMe: 'この端末に記憶する',
  markdownHint: '*強調*、**太字**、`コード`、> 引用、[リンク](https://…)',
  remaining: (n) => `残り${plural(n, { other: '#文字' })}`,
  tooLong: (n) => `${plural(n, { other: '#文字' })}オーバー`,
  post: 'コメントを投稿',
  save: '保存',
  cancel: 'キャンセル',
  draftKept: '書いた内容は投稿されるまでこの端末に保存されます。',
  draftNotKept: 'このブラウザーには保存できません。書いた内容はこのページを閉じると消えます。',
  bothKept: '別のタブでも書いています。どちらの内容も保存されます。',
  editedElsewhere: 'このコメントは別のタブでも編集中です。この内容を残すには、ここで保存してください。',
  postingAs: (name) => `${name}としてコメント`,
  signInToWrite: 'コメントするにはサインインしてください。',
  signIn: 'サインイン',
  textMissing: 'まず何か書いてください。',
  nameMissing: 'お名前を教えてください。',
  emailMissing: 'メールアドレスを教えてください。公開されません。',
  emailInvalid: 'メールアドレスではないようです。',
  urlInvalid: 'ウェブアドレスではないようです。',
  refused: (code) => refusals[code] ?? 'コメントは受け付けられませんでした。書いた内容はここに残っています。',

  queued: '送信待ち',
  sending: '送信中…',
  waitingForSignIn: 'サインイン待ち',
  unconfirmed: '送信済み、未確認',
  held: '承認待ち',
  announcePosted: 'コメントを投稿しました。',
  announceQueued: 'コメントを保存しました。ネットワークが戻ると送信されます。',
  announceHeld: 'コメントは承認待ちです。',
  announceRefused: 'コメントは受け付けられませんでした。書いた内容はフォームに戻っています。',
  announceRemoved: 'コメントを削除しました。',
  announceDiscarded: '下書きを破棄しました。すでに届いていた場合は表示されます。',

  outboxHeading: '未送信',
  outboxSummary: (n, areReplies, waitingFor) =>
    `${plural(n, areReplies ? replies : comments)}が${reasons[waitingFor]}。`,
  closingIsSafe: 'このページは閉じてもかまいません。書いた内容はこの端末に保存され、次に開いたときに送信されます。',
  notAccepted: '受け付けられませんでした',
  unplaced: '対象のコメントはここに公開されていません。',
  checking: '確認中…',
  retryNow: '今すぐ再試行',
  checkAgain: 'もう一度確認',
  sendAgain: 'もう一度送信',
  discard: '破棄',
  discarded: '破棄しました。',
  undo: '元に戻す',
};
