/** The launcher's own words, here and not in texts/: they are on the page before anything else. */
export const WORDS = {
  en: {
    ask: "Ask a question",
    down: "The chat cannot be reached right now.",
    advice: "Not medical advice. Urgent?",
    dial: "Call",
    call: "Call the clinic:",
    write: "Write to the clinic:",
    again: "Try again",
    close: "Close",
  },
  es: {
    ask: "Haga una pregunta",
    down: "Ahora no se puede llegar al chat.",
    advice: "No es consejo médico. ¿Urgente?",
    dial: "Llame al",
    call: "Llame a la clínica:",
    write: "Escriba a la clínica:",
    again: "Probar de nuevo",
    close: "Cerrar",
  },
};
