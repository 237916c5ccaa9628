import type { ErrorCode } from '../../errors.ts';
import type { LocaleMessages, WaitingFor } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');
const thoughts = { one: '# Gedanke', other: '# Gedanken' };
const replies = { one: '# Antwort', other: '# Antworten' };
const characters = { other: '# Zeichen' };
const unsentReplies = { one: '# Antwort wartet', other: '# Antworten warten' };
const unsentComments = { one: '# Kommentar wartet', other: '# Kommentare warten' };

const notSetUp = 'Die Kommentare sind hier noch nicht eingerichtet.';
const kept = 'Dein Text bleibt auf diesem Gerät gespeichert.';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'Die Kommentare sind nicht erreichbar. Vielleicht bist du gerade offline.',
  timeout: 'Die Kommentare brauchen zu lange.',
  'rate-limited': 'Gerade ist viel los. Versuch es gleich noch einmal.',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `Die Kommentare sind geschlossen. ${kept}`,
  forbidden: `Du darfst hier nicht kommentieren. ${kept}`,
  conflict: `Der Kommentar konnte nicht gespeichert werden. ${kept}`,
};

const reasons: Readonly<Record<WaitingFor, string>> = {
  network: 'aufs Senden, bis du wieder online bist',
  nextTry: 'aufs Senden; das geschieht von selbst',
  signIn: 'aufs Senden, bis du angemeldet bist',
  decision: 'auf deine Entscheidung',
};

/** German. */
export const de: LocaleMessages = {
  heading: (n, title) => (n === 0 ? 'Noch keine Gedanken' : plural(n, thoughts)) + (title ? ` zu „${title}“` : ''),
  loading: 'Kommentare werden geladen …',
  empty: 'Noch keine Kommentare.',
  closed: 'Die Kommentare sind geschlossen.',
  pingbacks: (n) => plural(n, { one: '# Pingback', other: '# Pingbacks' }),
  orderLabel: 'Reihenfolge',
  oldest: 'Älteste zuerst',
  newest: 'Neueste zuerst',
  popular: 'Beliebteste zuerst',
  more: 'Mehr Kommentare zeigen',
  retry: 'Noch einmal versuchen',
  loadFailed: (code) => loadReasons[code] ?? 'Die Kommentare konnten nicht geladen werden.',
  stale: 'Die Kommentare sind vielleicht nicht mehr aktuell.',
  savedCopy: (when) => `Du siehst eine gespeicherte Fassung (Stand: ${when}).`,

  anonymous: 'Anonym',
  commentNumber: (number) => `Kommentar ${number}`,
  edited: (date) => `bearbeitet ${date}`,
  badgeAuthor: 'Autor/in',
  badgeModerator: 'Moderation',
  deleted: 'Dieser Kommentar wurde gelöscht.',
  inReplyTo: (name) => `als Antwort auf ${name}`,
  collapse: (name) => `Antworten auf ${name} ausblenden`,
  expand: (name, n) => `${plural(n, replies)} auf ${name} zeigen`,
  hiddenReplies: (n) => plural(n, replies),
  showAll: 'Alles zeigen',
  unknownDate: 'Datum unbekannt',

  reply: 'Antworten',
  replyTo: (name) => `${name} antworten`,
  continueReply: 'Antwort weiterschreiben',
  edit: 'Bearbeiten',
  editLabel: (name) => `Kommentar von ${name} bearbeiten`,
  remove: 'Löschen',
  removeLabel: (name) => `Kommentar von ${name} löschen`,
  removeQuestion: 'Diesen Kommentar löschen?',
  keep: 'Behalten',
  removeFailed: 'Der Kommentar konnte nicht gelöscht werden. Versuch es gleich noch einmal.',

  composerHeading: 'Schreib einen Kommentar',
  composerReplyHeading: (name) => `Antwort an ${name}`,
  composerEditHeading: 'Deinen Kommentar bearbeiten',
  textLabel: 'Kommentar',
  nameLabel: 'Name',
  emailLabel: 'E-Mail',
  emailHint: 'wird nie gezeigt',
  urlLabel: 'Website',
  optional: 'freiwillig',
  rememberMe: 'Auf diesem Gerät merken',
  markdownHint: '*betont*, **fett**, `Code`, > Zitat, [Link](https://…)',
  remaining: (n) => `noch ${plural(n, characters)}`,
  tooLong: (n) => `${plural(n, characters)} zu viel`,
  post: 'Kommentar senden',
  save: 'Speichern',
  cancel: 'Abbrechen',
  draftKept: 'Dein Text bleibt auf diesem Gerät gespeichert, bis er veröffentlicht ist.',
  draftNotKept: 'Dieser Browser speichert nichts: Dein Text bleibt nur, solange die Seite offen ist.',
  bothKept: 'Daran schreibst du auch in einem anderen Tab. Beide Fassungen bleiben gespeichert.',
  editedElsewhere:
    'Diesen Kommentar bearbeitest du auch in einem anderen Tab. Speichere hier, um diese Fassung zu behalten.',
  postingAs: (name) => `Du kommentierst als ${name}`,
  signInToWrite: 'Melde dich an, um zu kommentieren.',
  signIn: 'Anmelden',
  textMissing: 'Schreib zuerst etwas.',
  nameMissing: 'Sag uns deinen Namen.',
  emailMissing: 'Sag uns deine E-Mail-Adresse. Sie wird nie gezeigt.',
  emailInvalid: 'Das sieht nicht wie eine E-Mail-Adresse aus.',
  urlInvalid: 'Das sieht nicht wie eine Webadresse aus.',
  refused: (code) => refusals[code] ?? 'Der Kommentar wurde nicht angenommen. Dein Text bleibt hier erhalten.',

  queued: 'Wartet aufs Senden',
  sending: 'Wird gesendet …',
  waitingForSignIn: 'Wartet, bis du dich anmeldest',
  unconfirmed: 'Gesendet, nicht bestätigt',
  held: 'Wartet auf Freigabe',
  announcePosted: 'Dein Kommentar ist veröffentlicht.',
  announceQueued: 'Dein Kommentar ist gespeichert und wird gesendet, sobald es geht.',
  announceHeld: 'Dein Kommentar wartet auf Freigabe.',
  announceRefused: 'Dein Kommentar wurde nicht angenommen. Dein Text steht wieder im Formular.',
  announceRemoved: 'Dein Kommentar ist gelöscht.',
  announceDiscarded: 'Dein Entwurf ist verworfen. War er schon angekommen, wird er noch erscheinen.',

  outboxHeading: 'Noch nicht gesendet',
  outboxSummary: (n, areReplies, waitingFor) =>
    `${plural(n, areReplies ? unsentReplies : unsentComments)} ${reasons[waitingFor]}.`,
  closingIsSafe:
    'Du kannst diese Seite schließen: Dein Text bleibt auf diesem Gerät gespeichert und wird gesendet, wenn du wiederkommst.',
  notAccepted: 'Nicht angenommen',
  unplaced: 'Der Kommentar, zu dem das gehört, ist hier nicht veröffentlicht.',
  checking: 'Wird geprüft …',
  retryNow: 'Jetzt versuchen',
  checkAgain: 'Noch einmal prüfen',
  sendAgain: 'Noch einmal senden',
  discard: 'Verwerfen',
  discarded: 'Verworfen.',
  undo: 'Rückgängig',
};
