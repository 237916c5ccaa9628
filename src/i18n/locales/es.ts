import type { ErrorCode } from '../../errors.ts';
import type { LocaleMessages, WaitingFor } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const thoughts = { one: '# reflexión', other: '# reflexiones' };
const replies = { one: '# respuesta', other: '# respuestas' };
const comments = { one: '# comentario', other: '# comentarios' };

const notSetUp = 'Los comentarios aún no están configurados en esta página.';
const kept = 'Tu texto queda guardado en este dispositivo.';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'No se puede llegar a los comentarios. Puede que no tengas conexión.',
  timeout: 'Los comentarios tardan demasiado en llegar.',
  'rate-limited': 'Hay mucho movimiento ahora mismo. Inténtalo de nuevo en un momento.',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `Los comentarios están cerrados. ${kept}`,
  forbidden: `No puedes comentar aquí. ${kept}`,
  conflict: `No se pudo guardar este comentario. ${kept}`,
};

const reasons: Readonly<Record<WaitingFor, string>> = {
  network: 'en espera: envío cuando vuelva la conexión',
  nextTry: 'en espera: envío automático',
  signIn: 'en espera: envío cuando inicies sesión',
  decision: 'a la espera de tu decisión',
};

/** Spanish. */
export const es: LocaleMessages = {
  heading: (n, title) =>
    (n === 0 ? 'Aún no hay reflexiones' : plural(n, thoughts)) + (title ? ` sobre «${title}»` : ''),
  loading: 'Cargando comentarios…',
  empty: 'Nadie ha escrito nada todavía.',
  closed: 'Los comentarios están cerrados.',
  pingbacks: (n) => plural(n, { one: '# enlace entrante', other: '# enlaces entrantes' }),
  orderLabel: 'Orden',
  oldest: 'Los más antiguos primero',
  newest: 'Los más recientes primero',
  popular: 'Los más valorados primero',
  more: 'Mostrar más comentarios',
  retry: 'Intentar de nuevo',
  loadFailed: (code) => loadReasons[code] ?? 'No se pudieron cargar los comentarios.',
  stale: 'Puede que lo que ves no esté al día.',
  savedCopy: (when) => `Ves una copia guardada (${when}).`,

  anonymous: 'Sin nombre',
  commentNumber: (number) => `Comentario ${number}`,
  edited: (date) => `editado: ${date}`,
  badgeAuthor: 'Autoría',
  badgeModerator: 'Moderación',
  deleted: 'Este comentario fue eliminado.',
  inReplyTo: (name) => `en respuesta a ${name}`,
  collapse: (name) => `Ocultar las respuestas a ${name}`,
  expand: (name, n) => `Mostrar ${plural(n, replies)} a ${name}`,
  hiddenReplies: (n) => plural(n, replies),
  showAll: 'Mostrarlo todo',
  unknownDate: 'fecha desconocida',

  reply: 'Responder',
  replyTo: (name) => `Responder a ${name}`,
  continueReply: 'Continuar tu respuesta',
  edit: 'Editar',
  editLabel: (name) => `Editar el comentario de ${name}`,
  remove: 'Eliminar',
  removeLabel: (name) => `Eliminar el comentario de ${name}`,
  removeQuestion: '¿Eliminar este comentario?',
  keep: 'Conservarlo',
  removeFailed: 'No se pudo eliminar el comentario. Inténtalo de nuevo en un momento.',

  composerHeading: 'Deja un comentario',
  composerReplyHeading: (name) => `Responder a ${name}`,
  composerEditHeading: 'Editar tu comentario',
  textLabel: 'Comentario',
  nameLabel: 'Nombre',
  emailLabel: 'Correo electrónico',
  emailHint: 'nunca se muestra',
  urlLabel: 'Sitio web',
  optional: 'opcional',
  rememberMe: 'Recordarme en este dispositivo',
  markdownHint: '*cursiva*, **negrita**, `código`, > cita, [enlace](https://…)',
  remaining: (n) => plural(n, { one: 'Queda # carácter', other: 'Quedan # caracteres' }),
  tooLong: (n) => plural(n, { one: 'Sobra # carácter', other: 'Sobran # caracteres' }),
  post: 'Publicar comentario',
  save: 'Guardar',
  cancel: 'Cancelar',
  draftKept: 'Tu texto queda guardado en este dispositivo hasta que se publique.',
  draftNotKept: 'Este navegador no nos guarda nada: tu texto durará solo lo que dure esta página.',
  bothKept: 'También escribes esto en otra pestaña. Se guardan las dos versiones.',
  editedElsewhere: 'También editas este comentario en otra pestaña. Guarda aquí para conservar esta versión.',
  postingAs: (name) => `Comentas como ${name}`,
  signInToWrite: 'Inicia sesión para dejar un comentario.',
  signIn: 'Iniciar sesión',
  textMissing: 'Escribe algo primero.',
  nameMissing: 'Dinos tu nombre.',
  emailMissing: 'Dinos tu correo electrónico. Nunca se muestra.',
  emailInvalid: 'Esto no parece un correo electrónico.',
  urlInvalid: 'Esto no parece una dirección web.',
  refused: (code) => refusals[code] ?? 'El comentario no fue aceptado. Tu texto sigue aquí.',

  queued: 'A la espera de enviarse',
  sending: 'Enviando…',
  waitingForSignIn: 'A la espera de que inicies sesión',
  unconfirmed: 'Enviado, pero sin confirmar',
  held: 'Pendiente de moderación',
  announcePosted: 'Tu comentario está publicado.',
  announceQueued: 'Tu comentario queda guardado y se enviará cuando vuelva la conexión.',
  announceHeld: 'Tu comentario está pendiente de moderación.',
  announceRefused: 'Tu comentario no fue aceptado. Tu texto está de nuevo en el formulario.',
  announceRemoved: 'Tu comentario está eliminado.',
  announceDiscarded: 'Tu borrador está descartado. Si ya había llegado, aparecerá.',

  outboxHeading: 'Aún sin enviar',
  outboxSummary: (n, areReplies, waitingFor) => `${plural(n, areReplies ? replies : comments)} ${reasons[waitingFor]}.`,
  closingIsSafe: 'Puedes cerrar esta página: tu texto queda guardado en este dispositivo y se enviará cuando vuelvas.',
  notAccepted: 'No aceptado',
  unplaced: 'El comentario al que esto corresponde no está publicado aquí.',
  checking: 'Comprobando…',
  retryNow: 'Intentar ahora',
  checkAgain: 'Comprobar de nuevo',
  sendAgain: 'Enviar de nuevo',
  discard: 'Descartar',
  discarded: 'Descartado.',
  undo: 'Deshacer',
};
