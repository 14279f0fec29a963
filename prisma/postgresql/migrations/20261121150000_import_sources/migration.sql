-- CreateTable
CREATE TABLE "ImportSource" (
    "url" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "page" INTEGER,

    CONSTRAINT "ImportSource_pkey" PRIMARY KEY ("url")
);
