package dev.outrigger.life;

/**
 * One model that is wanted, and where.
 *
 * @param name the model's own
 * @param key what it is to be loaded by
 */
public record Place<K extends Terms<K>, M>(String name, Berth<K, M> berth, K key, Residence residence) {}
