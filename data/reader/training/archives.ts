/**
 * Archives of `data/ranker/archives` by what learns from them. The reader sees in an archive that it was trained on more than
 * it will in others: what is to be learnt from its readings, or measured by them, has to come from the rest.
 */
export const READER_ARCHIVES: readonly string[] = "k1 k3 t1 t2 t4 t6 t8 t9 t10 t12 t14 t17".split(
  " ",
);

/** The rest. */
export const UNREAD_ARCHIVES: readonly string[] = "k2 k4 t3 t5 t7 t11 t13 t15 t16 t18 t19".split(
  " ",
);
