package dev.trainyard.standalone.startup;

import dev.trainyard.standalone.process.Program;
import java.net.URI;
import java.util.List;

/** A start of a program that leaves a cache in its draft: how to start it, and what to ask of it meanwhile. */
public record Rehearsal(Program program, AotCache cache, List<URI> requests) {}
