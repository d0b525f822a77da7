"""One module for each chapter of a rulebook, all of one shape.

A chapter has a frozen slice of the state, acts with an `admit` function each, effects with an `apply` function each,
refusals with their sentences, and, where it has them, duties and work for the clock. Each ends with the same names:

`SLICE`    the name of its slice in the state
`ADMIT`    act -> function (state, act, texts) -> effects or refusal
`APPLY`    effect -> function (state, effect) -> its slice, changed
`TEXTS`    act -> the texts that come with it
`REFUSALS` code -> sentences
`duties(state)` and `next_due(state)`, `strike(state, keep_time)` where there is something due
"""
