package dev.trainyard.quiz.reward;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a quiz's reward: what is promised, and that it is divided. */
@Path("/api/v1/quizzes/{quizId}/reward")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Rewards", description = "What winners of quizzes get, and how far that has come")
class RewardResource {

    private static final String NONE = "There is no such reward";
    private static final String OVERLOADED = "overloaded: other pots are being divided; ask again";

    private final Caller caller;
    private final RewardService rewards;
    private final Distributions distributions;
    private final DivisionSlots slots;
    private final PayoutService payouts;

    RewardResource(
            Caller caller,
            RewardService rewards,
            Distributions distributions,
            DivisionSlots slots,
            PayoutService payouts) {
        this.caller = caller;
        this.rewards = rewards;
        this.distributions = distributions;
        this.slots = slots;
        this.payouts = payouts;
    }

    @PUT
    @Operation(
            summary = "Promise a reward, or another one",
            description = "Until the quiz starts. All that is left out has its default, whatever was there before.")
    @APIResponseSchema(value = RewardView.class, responseDescription = "The reward")
    @APIResponse(
            responseCode = "400",
            description =
                    "invalid-input; the shares of a custom schedule are 10000 together, and minCorrect of an open "
                            + "quiz is not more than its questions")
    @APIResponse(responseCode = "404", description = "There is no such quiz")
    @APIResponse(
            responseCode = "409",
            description = "quiz-is-running, quiz-is-closed: players count on what they know; books-full: the pots of"
                    + " a currency are more than can be booked")
    public RewardView put(UUID quizId, @NotNull @Valid RewardDraft draft) {
        return rewards.put(caller.id(), quizId, draft);
    }

    @GET
    @Operation(summary = "The reward of a quiz, for its creator and its players")
    @APIResponseSchema(value = RewardView.class, responseDescription = "The reward")
    @APIResponse(responseCode = "404", description = NONE)
    public RewardView read(UUID quizId) {
        return rewards.read(caller.id(), quizId);
    }

    @DELETE
    @Operation(summary = "Take a reward back", description = "Until the quiz starts.")
    @APIResponse(responseCode = "204", description = "There is none any more")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(responseCode = "409", description = "quiz-is-running, quiz-is-closed: players count on it")
    public void delete(UUID quizId) {
        rewards.delete(caller.id(), quizId);
    }

    @POST
    @Path("/dry-run")
    @Operation(
            summary = "See how the pot would be divided",
            description =
                    "Among the players of the closed quiz, or at any time among those of the ranks that are sent.")
    @APIResponseSchema(value = DryRunView.class, responseDescription = "What would be paid; nothing is booked")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(
            responseCode = "409",
            description = "quiz-is-draft, quiz-is-open, quiz-is-running, quiz-not-settled: there is no ranking")
    @APIResponse(responseCode = "503", description = OVERLOADED)
    public DryRunView dryRun(UUID quizId, @NotNull @Valid DryRunDraft draft) {
        return slots.with(() -> distributions.dryRun(caller.id(), quizId, draft));
    }

    @POST
    @Path("/distribute")
    @Operation(
            summary = "Divide the pot among the winners",
            description =
                    "Once: asked again, or twice at the same time, the answer is the same. The payouts are handed "
                            + "to the reward's channel.")
    @APIResponseSchema(value = RewardView.class, responseDescription = "It is divided")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(
            responseCode = "409",
            description =
                    "quiz-is-draft, quiz-is-open, quiz-is-running: it is not over; quiz-not-settled: answers are still being counted; no-winners: nobody is to be paid")
    @APIResponse(responseCode = "503", description = OVERLOADED)
    public RewardView distribute(UUID quizId) {
        return slots.with(() -> distributions.distribute(caller.id(), quizId));
    }

    @PUT
    @Path("/channel")
    @Operation(
            summary = "Say by which channel payouts are handed over",
            description =
                    "At any time; once the pot is divided, in place of one that is gone, or of none. What is pending "
                            + "and has not been handed over follows at once.")
    @APIResponse(responseCode = "204", description = "It is this one")
    @APIResponse(responseCode = "400", description = "invalid-input: no channel of the caller's, or a bot")
    @APIResponse(responseCode = "404", description = NONE)
    @APIResponse(responseCode = "409", description = "reward-has-channel: payouts go out by another one")
    @APIResponse(responseCode = "503", description = OVERLOADED)
    public void putChannel(UUID quizId, @NotNull @Valid PayoutChannelDraft draft) {
        slots.with(() -> {
            payouts.putChannel(caller.id(), quizId, draft.channelId());
            return null;
        });
    }

    @GET
    @Path("/payouts")
    @Operation(summary = "The payouts of a quiz, best first")
    @APIResponse(responseCode = "200", description = "A page of payouts; none before the pot is divided")
    @APIResponse(responseCode = "404", description = NONE)
    public Page<PayoutView> payouts(UUID quizId, @BeanParam PageQuery page) {
        return payouts.listOfQuiz(caller.id(), quizId, page);
    }
}
