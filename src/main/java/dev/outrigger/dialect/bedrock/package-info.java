/** Amazon Bedrock's Converse API. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
