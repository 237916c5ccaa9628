import type { ErrorCode } from '../../errors.ts';
import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');
const thoughts = { one: '# Gedanke', other: '# Gedanken' };
const replies = { one: '# Antwort', other: '# Antworten' };
const characters = { other: '# Zeichen' };

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

/** German. */
export const de: Messages = {
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
};
