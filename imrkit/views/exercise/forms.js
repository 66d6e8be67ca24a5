// Which kind has which form; kinds that are not here use the plain form.

const forms = { mark: markForm, rationale: rationaleForm, request: requestForm, change: changeForm, error: errorForm };
