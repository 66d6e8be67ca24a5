// Which kind has which form; kinds that are not here use the plain form.

const forms = {
  sort: matrixForm,
  grounds: matrixForm,
  count: countForm,
  edition: editionForm,
  order: orderForm,
  mark: markForm,
  rationale: rationaleForm,
  request: requestForm,
  change: changeForm,
  error: errorForm,
};
