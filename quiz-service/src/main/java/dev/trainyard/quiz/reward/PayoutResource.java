package dev.trainyard.quiz.reward;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of what a creator owes, and of what a player has won. */
@Path("/api/v1/rewards")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Rewards")
class PayoutResource {

    private static final String NONE = "There is no such payout";
    private static final String BEING_SENT = "payout-is-being-sent: wait until the channel's receiver has answered";

    private final Caller caller;
    private final PayoutService payouts;
    private final AccountStore accounts;

    PayoutResource(Caller caller, PayoutService payouts, AccountStore accounts) {
        this.caller = caller;
        this.payouts = payouts;
        this.accounts = accounts;
    }

    @GET
    @Operation(summary = "What the caller has won in others' quizzes, newest first")
    public Page<PrizeView> prizes(@BeanParam PageQuery page) {
        return payouts.listOfWinner(caller.id(), page);
    }

    @GET
    @Path("/accounts")
    @Operation(
            summary = "The caller's books: who is owed what, and what was paid",
            description = "Double entry: the balances of a currency add up to 0.")
    public Page<AccountView> accounts(@BeanParam PageQuery page) {
        return accounts.list(caller.id(), page);
    }

    @GET
    @Path("/payouts")
    @Operation(summary = "What the caller owes or has paid to the winners of their quizzes, oldest first")
    @APIResponse(responseCode = "200", description = "A page of payouts")
    @APIResponse(responseCode = "400", description = "invalid-input: there is no such status")
    public Page<PayoutView> list(
            @QueryParam("status")
                    @Parameter(
                            description = "Only payouts of this status",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"pending", "sent", "confirmed", "failed"}))
                    String status,
            @BeanParam PageQuery page) {
        return payouts.list(caller.id(), status, page);
    }

    @GET
    @Path("/payouts/{id}")
    @Operation(summary = "One payout, for whoever owes it")
    @APIResponseSchema(value = PayoutView.class, responseDescription = "The payout")
    @APIResponse(responseCode = "404", description = NONE)
    public PayoutView read(UUID id) {
        return payouts.read(caller.id(), id);
    }

    @POST
    @Path("/payouts/{id}/confirm")
    @Operation(
            summary = "Say that a winner was paid",
            description = "Books the payment, also of a payout that had failed before. A message that still waits is "
                    + "taken back. Said again, nothing changes.")
    @APIResponseSchema(value = PayoutView.class, responseDescription = "It is confirmed")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(responseCode = "409", description = BEING_SENT)
    public PayoutView confirm(UUID id, @NotNull @Valid ConfirmationDraft draft) {
        return payouts.confirm(caller.id(), id, draft);
    }

    @POST
    @Path("/payouts/{id}/fail")
    @Operation(
            summary = "Say that a winner was not paid",
            description = "A message that still waits is taken back. Said again, nothing changes.")
    @APIResponseSchema(value = PayoutView.class, responseDescription = "It has failed")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(responseCode = "409", description = "payout-is-confirmed: the winner has it; " + BEING_SENT)
    public PayoutView fail(UUID id, @NotNull @Valid FailureDraft draft) {
        return payouts.fail(caller.id(), id, draft);
    }

    @POST
    @Path("/payouts/{id}/retry")
    @Idempotent
    @Operation(summary = "Try a failed payout again", description = "It is handed to the reward's channel once more.")
    @APIResponseSchema(value = PayoutView.class, responseDescription = "It is pending again")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(responseCode = "409", description = "payout-is-pending, payout-is-sent, payout-is-confirmed")
    public RestResponse<PayoutView> retry(UUID id) {
        return RestResponse.ok(payouts.retry(caller.id(), id));
    }
}
