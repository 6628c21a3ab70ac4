package dev.trainyard.gateway.service;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import com.oracle.svm.core.annotate.TargetElement;
import io.netty.resolver.AddressResolverGroup;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.impl.AddressResolver;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.resolver.DefaultResolverProvider;
import io.vertx.core.impl.resolver.DnsResolverProvider;
import io.vertx.core.spi.resolver.ResolverProvider;
import java.net.InetSocketAddress;

/**
 * Lets {@code quarkus.vertx.use-async-dns} hold in a native executable too, where Quarkus always takes the lookup that
 * blocks the event loop. See decision 0027. The image builder puts this constructor in place of that of Vert.x.
 */
@TargetClass(AddressResolver.class)
// Its fields are read by the methods of the class that it becomes a part of.
@SuppressWarnings("UnusedVariable")
final class NativeNameLookup {

    @Alias
    private Vertx vertx;

    @Alias
    private AddressResolverGroup<InetSocketAddress> resolverGroup;

    @Alias
    private ResolverProvider provider;

    @Substitute
    @TargetElement(name = TargetElement.CONSTRUCTOR_NAME)
    NativeNameLookup(Vertx vertx, AddressResolverOptions options) {
        this.vertx = vertx;
        this.provider = Boolean.getBoolean(ResolverProvider.DISABLE_DNS_RESOLVER_PROP_NAME)
                ? new DefaultResolverProvider()
                : DnsResolverProvider.create((VertxInternal) vertx, options);
        this.resolverGroup = provider.resolver(options);
    }
}
