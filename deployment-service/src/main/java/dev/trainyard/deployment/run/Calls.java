package dev.trainyard.deployment.run;

import dev.trainyard.deployment.engine.Effect;
import dev.trainyard.deployment.engine.EffectResult;
import java.util.UUID;

/** Whoever calls outward for runs; on the calling thread, which is interrupted when nobody wants the answer any more. */
@FunctionalInterface
interface Calls {

    EffectResult perform(String user, UUID run, Effect.Call call);
}
