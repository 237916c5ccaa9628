import type { ErrorCode } from '../../errors.ts';
import type { LocaleMessages, WaitingFor } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');
const thoughts = { one: '# réflexion', other: '# réflexions' };
const replies = { one: '# réponse', other: '# réponses' };
const comments = { one: '# commentaire', other: '# commentaires' };

const notSetUp = 'Les commentaires ne sont pas encore prêts ici.';
const kept = 'Votre texte est conservé sur cet appareil.';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'Les commentaires ne répondent pas. Vous êtes peut-être hors ligne.',
  timeout: 'Les commentaires tardent trop à arriver.',
  'rate-limited': 'Il y a foule ici. Réessayez dans un instant.',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `Les commentaires sont fermés. ${kept}`,
  forbidden: `Vous ne pouvez pas commenter ici. ${kept}`,
  conflict: `Le commentaire n’a pas été enregistré. ${kept}`,
};

const reasons: Readonly<Record<WaitingFor, string>> = {
  network: 'en attente, envoi au retour du réseau',
  nextTry: 'en attente, envoi automatique',
  signIn: 'en attente, envoi après connexion à votre compte',
  decision: 'en attente de votre décision',
};

/** French; its punctuation keeps the no-break spaces it is written with. */
export const fr: LocaleMessages = {
  heading: (n, title) =>
    (n === 0 ? 'Pas encore de réflexions' : plural(n, thoughts)) + (title ? ` sur «\u202f${title}\u202f»` : ''),
  loading: 'Chargement des commentaires…',
  empty: 'Pas encore de commentaires.',
  closed: 'Les commentaires sont fermés.',
  pingbacks: (n) => plural(n, { one: '# rétrolien', other: '# rétroliens' }),
  orderLabel: 'Ordre',
  oldest: 'Plus anciens d’abord',
  newest: 'Plus récents d’abord',
  popular: 'Plus aimés d’abord',
  more: 'Plus de commentaires',
  retry: 'Réessayer',
  loadFailed: (code) => loadReasons[code] ?? 'Les commentaires n’ont pas été chargés.',
  stale: 'Les commentaires ne sont peut-être plus à jour.',
  savedCopy: (when) => `Vous voyez une copie conservée (${when}).`,

  anonymous: 'Anonyme',
  commentNumber: (number) => `Commentaire ${number}`,
  edited: (date) => `modifié\u00a0: ${date}`,
  badgeAuthor: 'Auteur·e',
  badgeModerator: 'Modération',
  deleted: 'Ce commentaire a été supprimé.',
  inReplyTo: (name) => `en réponse à ${name}`,
  collapse: (name) => `Masquer les réponses à ${name}`,
  expand: (name, n) => `Afficher ${plural(n, replies)} à ${name}`,
  hiddenReplies: (n) => plural(n, replies),
  showAll: 'Tout afficher',
  unknownDate: 'date inconnue',

  reply: 'Répondre',
  replyTo: (name) => `Répondre à ${name}`,
  continueReply: 'Reprendre la réponse',
  edit: 'Modifier',
  editLabel: (name) => `Modifier le commentaire de ${name}`,
  remove: 'Supprimer',
  removeLabel: (name) => `Supprimer le commentaire de ${name}`,
  removeQuestion: 'Supprimer ce commentaire\u202f?',
  keep: 'Garder',
  removeFailed: 'Le commentaire n’a pas été supprimé. Réessayez dans un instant.',

  composerHeading: 'Laisser un commentaire',
  composerReplyHeading: (name) => `Répondre à ${name}`,
  composerEditHeading: 'Modifier votre commentaire',
  textLabel: 'Commentaire',
  nameLabel: 'Nom',
  emailLabel: 'E-mail',
  emailHint: 'jamais affichée',
  urlLabel: 'Site web',
  optional: 'facultatif',
  rememberMe: 'Me reconnaître sur cet appareil',
  markdownHint: '*italique*, **gras**, `code`, > citation, [lien](https://…)',
  remaining: (n) => plural(n, { one: '# caractère restant', other: '# caractères restants' }),
  tooLong: (n) => plural(n, { one: '# caractère de trop', other: '# caractères de trop' }),
  post: 'Publier le commentaire',
  save: 'Enregistrer',
  cancel: 'Annuler',
  draftKept: 'Votre texte est conservé sur cet appareil jusqu’à la publication.',
  draftNotKept: 'Ce navigateur ne conserve rien\u00a0: votre texte disparaîtra avec la page.',
  bothKept: 'Vous écrivez aussi ceci dans un autre onglet. Les deux versions sont conservées.',
  editedElsewhere:
    'Vous modifiez aussi ce commentaire dans un autre onglet. Enregistrez ici pour conserver cette version.',
  postingAs: (name) => `Commenter en tant que ${name}`,
  signInToWrite: 'Connectez-vous pour laisser un commentaire.',
  signIn: 'Se connecter',
  textMissing: 'Écrivez d’abord un commentaire.',
  nameMissing: 'Dites-nous votre nom.',
  emailMissing: 'Dites-nous votre adresse e-mail. Elle n’est jamais affichée.',
  emailInvalid: 'Cela ne ressemble pas à une adresse e-mail.',
  urlInvalid: 'Cela ne ressemble pas à une adresse web.',
  refused: (code) => refusals[code] ?? 'Le commentaire n’a pas été accepté. Votre texte est conservé ici.',

  queued: 'En attente d’envoi',
  sending: 'Envoi…',
  waitingForSignIn: 'En attente de connexion',
  unconfirmed: 'Envoyé, non confirmé',
  held: 'En attente de modération',
  announcePosted: 'Votre commentaire est publié.',
  announceQueued: 'Votre commentaire est conservé et sera envoyé dès que possible.',
  announceHeld: 'Votre commentaire est en attente de modération.',
  announceRefused: 'Votre commentaire n’a pas été accepté. Votre texte est conservé ici.',
  announceRemoved: 'Votre commentaire est supprimé.',
  announceDiscarded: 'Votre brouillon est abandonné. S’il était déjà arrivé, il apparaîtra.',

  outboxHeading: 'Pas encore envoyé',
  outboxSummary: (n, areReplies, waitingFor) => `${plural(n, areReplies ? replies : comments)} ${reasons[waitingFor]}.`,
  closingIsSafe:
    'Vous pouvez fermer cette page\u00a0: votre texte est conservé sur cet appareil et sera envoyé à votre retour.',
  notAccepted: 'Non accepté',
  unplaced: 'Le commentaire concerné n’est pas publié ici.',
  checking: 'Vérification…',
  retryNow: 'Réessayer',
  checkAgain: 'Vérifier à nouveau',
  sendAgain: 'Envoyer à nouveau',
  discard: 'Abandonner',
  discarded: 'Abandonné.',
  undo: 'Rétablir',
};
