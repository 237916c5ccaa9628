// Loads the module that lies beside this file.
import(new URL('comment-thread.js', document.currentScript.src));
