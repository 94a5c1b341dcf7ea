package dev.gradus.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an option that the model does not depend on: where results go, how they are shown. It is in the run folder's configuration and not in the model's. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface NoInfluence {}
