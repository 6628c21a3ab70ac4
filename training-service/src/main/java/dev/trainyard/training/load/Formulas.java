package dev.trainyard.training.load;

/**
 * The formulas of the figures and their versions.
 *
 * @param acute mean of the last 7 days
 * @param chronic mean of the last 28 days
 * @param acwrCoupled acute / chronic
 * @param acwrUncoupled acute / mean of the 21 days before the last 7
 * @param acwrEwma exponentially weighted means with 2/(N+1) of 7 and 28 days, beginning with the first load (Williams 2017)
 * @param monotony mean / standard deviation of the population of the last 7 days' loads (Foster 1998)
 * @param strain the last 7 days' load times monotony
 * @param ctl exponentially weighted mean with 1 - e^(-1/42), beginning with 0
 * @param atl exponentially weighted mean with 1 - e^(-1/7), beginning with 0
 * @param tsb yesterday's ctl - yesterday's atl
 * @param zone of acwrCoupled: below 0.8 low, to 1.3 usual, to 1.5 caution, above high
 */
record Formulas(
        String acute,
        String chronic,
        String acwrCoupled,
        String acwrUncoupled,
        String acwrEwma,
        String monotony,
        String strain,
        String ctl,
        String atl,
        String tsb,
        String zone) {

    static final Formulas IN_USE = new Formulas(
            "mean-7@1",
            "mean-28@1",
            "acwr-coupled@1",
            "acwr-uncoupled@1",
            "acwr-ewma@1",
            "foster-monotony-days-population@1",
            "foster-strain@1",
            "ewma-exp-42@1",
            "ewma-exp-7@1",
            "tsb-yesterday@1",
            "acwr-zones@1");
}
